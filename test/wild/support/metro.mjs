import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const tree = join(import.meta.dirname, "..");

/** As React Native's own commands call Metro: for a developer, for a release, and for a release that Hermes runs. */
export const BUILDS = [
  { platform: "android", dev: true, unstable_transformProfile: "default" },
  { platform: "ios", dev: false, minify: true, unstable_transformProfile: "default" },
  { platform: "android", dev: false, minify: true, unstable_transformProfile: "hermes-stable" },
];

/** The text of the bundle, made with the configuration and the Babel preset of a React Native app. */
export async function bundle(entry, build) {
  const { runBuild } = require("metro");
  const { getDefaultConfig, mergeConfig } = require("@react-native/metro-config");
  const config = mergeConfig(getDefaultConfig(tree), {
    watchFolders: [tree],
    // what is here of React Native is its tools
    serializer: { getModulesRunBeforeMainModule: () => [] },
    resolver: { useWatchman: false },
    cacheStores: [],
    fileMapCacheDirectory: tree,
    maxWorkers: 1,
    reporter: { update: ({ type, error }) => type.endsWith("failed") && console.error(error) },
  });
  return (await runBuild(config, { entry, ...build })).code;
}
