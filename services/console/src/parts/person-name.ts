/** `sam.okafor` as one would write it, `Sam Okafor`; what is no such name stays as it is. */
export function personName(name: string): string {
  const [local = name] = name.split('@');
  const parts = local.split(/[._]/).filter(Boolean);
  if (!parts.every((part) => /^\p{L}[\p{L}'-]*$/u.test(part))) return name;
  return parts.map((part) => part[0]!.toUpperCase() + part.slice(1)).join(' ');
}

/** Of `<party>/<name>`, the name as one would write it. */
export const actorName = (actor: string): string => personName(actor.slice(actor.indexOf('/') + 1));
