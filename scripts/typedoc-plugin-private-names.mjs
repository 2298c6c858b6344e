/** Leaves out of typedoc's pages what begins with an underscore: members that are not public (docs/decisions/0001). */
import { Converter, ReflectionKind } from "typedoc";

export const load = ({ converter }) => {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const all = project.getReflectionsByKind(ReflectionKind.ClassMember | ReflectionKind.Property);
    for (const reflection of all) if (/^_[a-z]/.test(reflection.name)) project.removeReflection(reflection);
  });
};
