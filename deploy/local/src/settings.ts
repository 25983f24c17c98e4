import path from 'node:path';

import { reasonsAgainstDemoPeople } from './people/for-demonstration.js';
import { LOG_LEVELS, SETTINGS, type Setting, type SettingName } from './setting-table.js';

/** The settings of one start, read and checked. */
export interface LocalSettings {
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly natsUrl: string | null;
  /** The operator's own sign-in provider; null: the one of the demonstration is started. */
  readonly issuer: string | null;
  readonly bind: string;
  readonly logLevel: string;
  readonly ports: {
    readonly api: number;
    readonly router: number;
    readonly notifier: number;
    readonly postgres: number;
    readonly nats: number;
    readonly natsMonitor: number;
    readonly mail: number;
    readonly receiver: number;
    readonly signIn: number;
  };
}

const ADDRESS = /^[\w.:-]+$/;

/** Everything that is wrong with the settings, each mistake saying what to change. */
export class SettingsError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(['the settings have mistakes:', ...mistakes.map((mistake) => `  - ${mistake}`)].join('\n'));
  }
}

/**
 * Reads the settings from the environment; an empty variable counts as not set.
 *
 * @param projectDir what a relative DEMARC_DATA_DIR starts from
 * @throws SettingsError with all mistakes at once
 */
export function readSettings(env: NodeJS.ProcessEnv, projectDir: string): LocalSettings {
  const value = (name: SettingName): string | null =>
    env[name]?.trim() || SETTINGS.find((setting) => setting.name === name)!.fallback;
  const mistakes = [
    ...SETTINGS.flatMap((setting) => mistakeOf(setting, value(setting.name)) ?? []),
    ...sharedPorts(value),
    ...mistakesAboutPeople(env, value),
  ];
  if (mistakes.length > 0) throw new SettingsError(mistakes);

  const port = (name: SettingName): number => Number(value(name));
  return {
    dataDir: path.resolve(projectDir, value('DEMARC_DATA_DIR')!),
    databaseUrl: value('DATABASE_URL'),
    natsUrl: value('NATS_URL'),
    issuer: value('DEMARC_OIDC_ISSUER'),
    bind: value('DEMARC_BIND')!,
    logLevel: value('LOG_LEVEL')!,
    ports: {
      api: port('DEMARC_API_PORT'),
      router: port('DEMARC_ROUTER_PORT'),
      notifier: port('DEMARC_NOTIFIER_PORT'),
      postgres: port('DEMARC_POSTGRES_PORT'),
      nats: port('DEMARC_NATS_PORT'),
      natsMonitor: port('DEMARC_NATS_MONITOR_PORT'),
      mail: port('DEMARC_MAIL_PORT'),
      receiver: port('DEMARC_RECEIVER_PORT'),
      signIn: port('DEMARC_SIGN_IN_PORT'),
    },
  };
}

/** One knows who people are by a provider of one's own, or has the demonstration's where nobody else can reach it. */
function mistakesAboutPeople(env: NodeJS.ProcessEnv, value: (name: SettingName) => string | null): readonly string[] {
  const bind = value('DEMARC_BIND')!;
  // What is no address at all is a mistake already.
  if (value('DEMARC_OIDC_ISSUER') === null)
    return reasonsAgainstDemoPeople(env, ADDRESS.test(bind) ? bind : '127.0.0.1');
  if (value('DEMARC_ROLE_MAPPING') !== null) return [];
  return ['DEMARC_OIDC_ISSUER is set and DEMARC_ROLE_MAPPING is not: name the file that says who gets which role'];
}

function mistakeOf({ name, kind }: Setting, value: string | null): string | null {
  if (value === null) return null;
  const is = `${name} is "${value}"`;
  switch (kind) {
    case 'port': {
      const isPort = /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535;
      return isPort ? null : `${is}: set it to a port number from 1 to 65535`;
    }
    case 'level':
      return LOG_LEVELS.some((level) => level === value) ? null : `${is}: set it to one of ${LOG_LEVELS.join(', ')}`;
    case 'postgres-url':
      return hasScheme(value, /^postgres(ql)?:$/)
        ? null
        : `${name} is not a PostgreSQL URL: set it to postgres://user:password@host:port/database, or unset it`;
    case 'nats-url':
      return value.split(',').every((url) => hasScheme(url.trim(), /^(nats|tls|wss?):$/))
        ? null
        : `${name} is not a NATS URL: set it to nats://host:port (several with commas), or unset it`;
    case 'web-url':
      return hasScheme(value, /^https?:$/) ? null : `${is}: set it to an address such as https://login.example.com`;
    case 'address':
      return ADDRESS.test(value) ? null : `${is}: set it to an address of this machine, such as 127.0.0.1 or 0.0.0.0`;
    case 'text':
      return null;
    default:
      return kind satisfies never;
  }
}

function hasScheme(value: string, scheme: RegExp): boolean {
  return URL.canParse(value) && scheme.test(new URL(value).protocol);
}

/** Two doors on one port would only show as a failed start of the second. */
function sharedPorts(value: (name: SettingName) => string | null): string[] {
  const byPort = Map.groupBy(
    SETTINGS.filter(({ kind }) => kind === 'port').map(({ name }) => name),
    (name) => value(name),
  );
  return [...byPort]
    .filter(([, names]) => names.length > 1)
    .map(([port, names]) => `${names.join(' and ')} are both ${port}: give each a port of its own`);
}
