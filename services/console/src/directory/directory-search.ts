export const PARTS = ['devices', 'import', 'contacts', 'schedules', 'silences'] as const;
export type DirectoryPart = (typeof PARTS)[number];

/** What of the directory is looked at, as it stands in the address. */
export interface DirectorySearch {
  /** Without it, the devices. */
  readonly part?: DirectoryPart;
  /** Whose directory; without it, one's own or the first. */
  readonly tenant?: string;
  /** What devices are searched for. */
  readonly q?: string;
  /** The device that is looked at: its Entra id, else its serial or name. */
  readonly device?: string;
}

export function directorySearch(given: Readonly<Record<string, unknown>>): DirectorySearch {
  const part = PARTS.find((name) => name === given['part']);
  const texts = ['tenant', 'q', 'device'].flatMap((name) =>
    typeof given[name] === 'string' && given[name] !== '' ? [[name, given[name]]] : [],
  );
  return { ...(part && part !== 'devices' && { part }), ...Object.fromEntries(texts) };
}
