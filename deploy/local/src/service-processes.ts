import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { spawnChild, type Child } from './child.js';
import { dataFolder } from './data-folder.js';
import { localAuditKey, localSessionSecret } from './local-keys.js';
import { API_AUDIENCE } from './people/demo-people.js';

/** The processes that are Demarc itself, in the order in which they are told. */
export const SERVICES = ['api', 'router', 'notifier'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What a service needs to know about its surroundings. */
export interface ServiceSurroundings {
  /** As each opens the database: with its own role. */
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  /** As each comes to NATS: with its own permissions. */
  readonly natsUrls: Readonly<Record<ServiceName, string>>;
  readonly smtpUrl: string;
  /** Of the people of the demonstration; null: the operator's own provider is in the environment. */
  readonly demoIssuer: string | null;
  readonly bind: string;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly logLevel: string;
  readonly dataDir: string;
}

/** How Node runs a service, here as in the container: a small young generation keeps a router with many devices small. */
export const NODE_ARGS = ['--enable-source-maps', '--max-semi-space-size=8'] as const;

/** The folder of the project: this file is `deploy/local/{src,dist}/...` in it. */
export const PROJECT_DIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Who gets which role under `npm start`. */
export const DEMO_ROLE_MAPPING = path.join(PROJECT_DIR, 'deploy', 'local', 'people', 'role-mapping.yaml');

/** The environment of a service: ours, and over it what it must be. */
export function serviceEnv(name: ServiceName, surroundings: ServiceSurroundings): NodeJS.ProcessEnv {
  const { databaseUrls, natsUrls, smtpUrl, demoIssuer, bind, ports, logLevel, dataDir } = surroundings;
  return {
    ...process.env,
    DATABASE_URL: databaseUrls[name],
    NATS_URL: natsUrls[name],
    SMTP_URL: smtpUrl,
    DEMARC_BIND: bind,
    DEMARC_API_PORT: String(ports.api),
    DEMARC_ROUTER_PORT: String(ports.router),
    DEMARC_NOTIFIER_PORT: String(ports.notifier),
    DEMARC_PUBLIC_URL: process.env['DEMARC_PUBLIC_URL'] || serviceUrl(bind, ports.api),
    // The webhooks of the demonstration are received on this machine.
    DEMARC_RECEIVER_ALLOW: process.env['DEMARC_RECEIVER_ALLOW'] || '127.0.0.1/32',
    DEMARC_AUDIT_KEY: process.env['DEMARC_AUDIT_KEY'] || localAuditKey(dataFolder(dataDir).auditKey),
    // Whoever knows it signs in as anybody: it is the api's alone.
    DEMARC_SESSION_SECRET:
      name === 'api'
        ? process.env['DEMARC_SESSION_SECRET'] || localSessionSecret(dataFolder(dataDir).sessionSecret)
        : undefined,
    ...(demoIssuer !== null && {
      DEMARC_OIDC_ISSUER: demoIssuer,
      DEMARC_OIDC_CLIENT_ID: 'demarc',
      DEMARC_OIDC_CLIENT_SECRET: '',
      DEMARC_OIDC_AUDIENCE: API_AUDIENCE,
      DEMARC_ROLE_MAPPING: DEMO_ROLE_MAPPING,
    }),
    // On this machine everything is plain: whoever starts the services for others gives them certificates.
    DEMARC_TLS_CERT: '',
    DEMARC_TLS_KEY: '',
    DEMARC_TLS_CLIENT_CA: '',
    LOG_LEVEL: logLevel,
    DEMARC_DATA_DIR: dataDir,
  };
}

/** Where a service answers health checks, also when it listens on all addresses. */
export function serviceUrl(bind: string, port: number): string {
  const host = ({ '0.0.0.0': '127.0.0.1', '::': '[::1]' } as Record<string, string>)[bind] ?? bind;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

/**
 * Starts one service as a process of its own. It returns as soon as the process exists: wait for `/health/ready`.
 * The data folder stands in its command line, so that people and the next start see whose it is.
 */
export function startServiceProcess(
  name: ServiceName,
  surroundings: ServiceSurroundings,
  logFile: string,
): Promise<Child> {
  return startNode(
    name,
    path.join(PROJECT_DIR, 'services', name, 'dist', 'main.js'),
    surroundings.dataDir,
    logFile,
    serviceEnv(name, surroundings),
  );
}

/** Starts a script on the Node that runs this one. */
export function startNode(
  name: string,
  script: string,
  dataDir: string,
  logFile: string,
  env: NodeJS.ProcessEnv,
): Promise<Child> {
  const args = [...NODE_ARGS, script, dataDirMarker(dataDir)];
  return spawnChild({ name, command: process.execPath, args, cwd: PROJECT_DIR, env, logFile });
}

/** What the command lines of all processes of one data folder contain. */
export function dataDirMarker(dataDir: string): string {
  return `--data-dir=${dataDir}`;
}
