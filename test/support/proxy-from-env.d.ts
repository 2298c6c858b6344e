declare module "proxy-from-env" {
  /** The proxy that the environment names for the URL, or an empty text. */
  export const getProxyForUrl: (url: string) => string;
}
