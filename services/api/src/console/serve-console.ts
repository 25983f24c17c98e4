import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROUTES } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiConfig } from '../config.js';
import { consoleHeaders, newNonce } from './console-headers.js';
import { NOT_BUILT_PAGE } from './not-built-page.js';

const CONSOLE_DIR = path.resolve(import.meta.dirname, '..', '..', '..', 'console', 'dist');
const STYLE_NONCE = '__STYLE_NONCE__';

/** `v1`, `auth`, ...: what stands first in the addresses of the API is no page of the console. */
const OF_THE_API = new Set(Object.values(ROUTES).map(({ path: address }) => address.split('/')[1]));

/**
 * Serves the web console at `/`. Its files have the hash of their content in their names and are kept by browsers for
 * ever; the page itself is asked for each time, and is the answer at every address a person may come to that is none of
 * the API. Without a built console that page says so.
 */
export async function serveConsole(
  server: FastifyInstance,
  config: Pick<ApiConfig, 'DEMARC_OIDC_ISSUER' | 'DEMARC_PUBLIC_URL'>,
  log: Pick<Log, 'warn'>,
  folder = CONSOLE_DIR,
): Promise<void> {
  const assets = path.join(folder, 'assets');
  if (!existsSync(assets)) log.warn({ folder }, 'the web console is not built: "npm run build" builds it');
  else
    await server.register(files, {
      root: assets,
      prefix: '/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      maxAge: '1y',
      immutable: true,
      setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
    });
  const show = async (_: FastifyRequest, reply: FastifyReply) => {
    const nonce = newNonce();
    const page = await readFile(path.join(folder, 'index.html'), 'utf8').catch(() => null);
    return reply
      .status(page === null ? 503 : 200)
      .headers(consoleHeaders(nonce, config))
      .send(page?.replaceAll(STYLE_NONCE, nonce) ?? NOT_BUILT_PAGE);
  };
  server.get('/', show);
  server.get('/*', (request, reply) => (isForPerson(request) ? show(request, reply) : reply.callNotFound()));
}

/** A browser that goes to an address, rather than a program that asks for a thing. */
function isForPerson({ url, headers }: FastifyRequest): boolean {
  const [first = ''] = url.slice(1).split(/[/?]/, 1);
  return !OF_THE_API.has(first) && first !== 'assets' && (headers.accept ?? '').includes('text/html');
}
