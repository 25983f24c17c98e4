/** One setting of the local stack: an environment variable. */
export interface Setting {
  readonly name: string;
  /** What holds when it is not set; null when there is nothing to fall back on and nothing is needed. */
  readonly fallback: string | null;
  readonly meaning: string;
  readonly kind: 'port' | 'text' | 'level' | 'postgres-url' | 'nats-url' | 'web-url' | 'address';
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** Every setting there is. The table in the README is made from this one. */
export const SETTINGS = [
  {
    name: 'DEMARC_DATA_DIR',
    fallback: '.demarc/data',
    meaning: 'Folder with all data: databases, streams, mails, webhooks, logs. Relative to the project.',
    kind: 'text',
  },
  {
    name: 'DATABASE_URL',
    fallback: null,
    meaning:
      'A PostgreSQL 18 of your own (`postgres://user:password@host:port/database`), as a user who may make roles; then none is started. A service opens it as its own role, such as `demarc_router`.',
    kind: 'postgres-url',
  },
  {
    name: 'NATS_URL',
    fallback: null,
    meaning: 'A NATS server of your own with JetStream (`nats://host:port`). Then none is started.',
    kind: 'nats-url',
  },
  {
    name: 'DEMARC_NATS_SERVER',
    fallback: null,
    meaning: 'Path of the nats-server binary (2.9.10 or newer). Else it is searched for.',
    kind: 'text',
  },
  {
    name: 'DEMARC_BIND',
    fallback: '127.0.0.1',
    meaning: 'Address on which api, router and notifier listen. PostgreSQL, NATS, mail sink and receiver stay local.',
    kind: 'address',
  },
  {
    name: 'DEMARC_OIDC_ISSUER',
    fallback: null,
    meaning:
      "A sign-in provider of your own, by its issuer URL. Then `npm start` starts none and plays no demonstration; without it, the demonstration's people sign in with one click, on this machine alone.",
    kind: 'web-url',
  },
  {
    name: 'DEMARC_ROLE_MAPPING',
    fallback: null,
    meaning: 'File of who gets which role; needed with a provider of your own.',
    kind: 'text',
  },
  {
    name: 'DEMARC_ENV',
    fallback: null,
    meaning: "`production` (as `NODE_ENV` does) keeps the demonstration's people from being started.",
    kind: 'text',
  },
  {
    name: 'DEMARC_LINK_SECRET',
    fallback: null,
    meaning:
      'What the links of mails are signed with: at least 32 characters, the same for all. Else one is made and kept in the database. Another one ends all links.',
    kind: 'text',
  },
  {
    name: 'DEMARC_SESSION_SECRET',
    fallback: null,
    meaning:
      'What the sessions of browsers are sealed with: at least 32 characters, the same for all apis and known to nobody else. Else one is made and kept in `session.key` of the data folder. An api in production needs it. Another one ends all sessions.',
    kind: 'text',
  },
  {
    name: 'DEMARC_RECEIVER_ALLOW',
    fallback: null,
    meaning:
      'Receivers inside that may be sent to, also by plain http: `10.1.0.0/16,receiver.internal:8443`. Else only https to public addresses. `npm start` allows `127.0.0.1/32`.',
    kind: 'text',
  },
  {
    name: 'DEMARC_AUDIT_KEY',
    fallback: null,
    meaning:
      'What the record is sealed and signed with: `<id>:<secret of at least 32 characters>`. Else one is made and kept in `audit.key` of the data folder. Keep a copy: without it nobody can check the record.',
    kind: 'text',
  },
  {
    name: 'DEMARC_CA',
    fallback: null,
    meaning:
      'File of CA certificates (PEM) that are trusted beside those of Node, for PostgreSQL, NATS, the sign-in provider, mails and webhooks.',
    kind: 'text',
  },
  { name: 'DEMARC_API_PORT', fallback: '4780', meaning: 'HTTP port of api.', kind: 'port' },
  { name: 'DEMARC_ROUTER_PORT', fallback: '4781', meaning: 'Health and metrics of router.', kind: 'port' },
  { name: 'DEMARC_NOTIFIER_PORT', fallback: '4782', meaning: 'Health and metrics of notifier.', kind: 'port' },
  {
    name: 'DEMARC_SIGN_IN_PORT',
    fallback: '4784',
    meaning: "The sign-in provider of the demonstration's people.",
    kind: 'port',
  },
  { name: 'DEMARC_POSTGRES_PORT', fallback: '4785', meaning: 'The embedded PostgreSQL.', kind: 'port' },
  { name: 'DEMARC_NATS_PORT', fallback: '4786', meaning: 'The nats-server that is started here.', kind: 'port' },
  { name: 'DEMARC_NATS_MONITOR_PORT', fallback: '4787', meaning: 'Its HTTP monitoring.', kind: 'port' },
  { name: 'DEMARC_MAIL_PORT', fallback: '4788', meaning: 'SMTP port of the mail sink.', kind: 'port' },
  {
    name: 'DEMARC_RECEIVER_PORT',
    fallback: '4789',
    meaning: 'HTTP port of the webhook receiver, which also lists the mails.',
    kind: 'port',
  },
  {
    name: 'LOG_LEVEL',
    fallback: 'info',
    meaning: `What services log: ${LOG_LEVELS.join(', ')}.`,
    kind: 'level',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];

/** The settings as the Markdown table of the README. */
export function settingsAsMarkdown(): string {
  const rows = SETTINGS.map(
    ({ name, fallback, meaning }) => `| \`${name}\` | ${fallback ? `\`${fallback}\`` : '-'} | ${meaning} |`,
  );
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
