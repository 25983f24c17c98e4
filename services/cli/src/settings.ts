import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { usage } from './failure.js';
import type { Io } from './io.js';

export interface Settings {
  readonly apiUrl: URL;
  /** An access token or an API key; null: nobody has signed in. */
  readonly token: string | null;
  /** `--as`: somebody of the demonstration. */
  readonly person: string | null;
  /** Where the demonstration's people sign in, when the API is one that `npm start` runs here with them. */
  readonly demoIssuer: string | null;
  readonly receiverUrl: URL;
}

const DEFAULT_API = 'http://127.0.0.1:4780';
const DEFAULT_RECEIVER_PORT = '4789';
/** From `services/cli/dist` (or `src`) up to the project, where `npm start` keeps its data. */
const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Where the API is and who asks: the option, else the environment, else what `npm start` wrote down, else the
 * defaults. Throws a usage failure that names the option or variable at fault.
 */
export function readSettings(options: { api?: string; as?: string }, { env }: Pick<Io, 'env'>): Settings {
  const running = readRuntime(path.resolve(PROJECT, env['DEMARC_DATA_DIR']?.trim() || '.demarc/data'));
  const api = options.api ?? (env['DEMARC_API_URL']?.trim() || running.apiUrl || DEFAULT_API);
  const port = env['DEMARC_RECEIVER_PORT']?.trim();
  const receiver = port ? null : running.receiverUrl;
  const apiUrl = httpUrl(api, options.api === undefined ? 'DEMARC_API_URL' : '--api');
  return {
    apiUrl,
    token: env['DEMARC_TOKEN']?.trim() || null,
    person: options.as ?? (env['DEMARC_AS']?.trim() || null),
    demoIssuer: running.apiUrl !== null && new URL(running.apiUrl).href === apiUrl.href ? running.peopleUrl : null,
    receiverUrl: httpUrl(receiver ?? `http://127.0.0.1:${port ?? DEFAULT_RECEIVER_PORT}`, 'DEMARC_RECEIVER_PORT'),
  };
}

function httpUrl(text: string, from: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) {
    if (!url.pathname.endsWith('/')) url.pathname += '/';
    return url;
  }
  throw usage(`${from} "${text}" is no address.`, 'Write it as http://host:port.');
}

interface Runtime {
  readonly apiUrl: string | null;
  readonly peopleUrl: string | null;
  readonly receiverUrl: string | null;
}

/** `runtime.json` says where the running `npm start` put things. Nothing to find is nothing wrong. */
function readRuntime(dataDir: string): Runtime {
  try {
    const found = JSON.parse(readFileSync(path.join(dataDir, 'runtime.json'), 'utf8')) as {
      urls?: Record<string, unknown>;
    };
    const url = (name: string): string | null => {
      const value = found.urls?.[name];
      return typeof value === 'string' ? value : null;
    };
    return { apiUrl: url('api'), peopleUrl: url('people'), receiverUrl: url('receiver') };
  } catch {
    return { apiUrl: null, peopleUrl: null, receiverUrl: null };
  }
}
