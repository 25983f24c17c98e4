import { ROUTES_ACCESS } from './routes-access.js';
import { ROUTES_AUDIT } from './routes-audit.js';
import { ROUTES_AREAS } from './routes-areas.js';
import { ROUTES_COMMANDS } from './routes-commands.js';
import { ROUTES_IN } from './routes-in.js';
import { ROUTES_LEDGER } from './routes-ledger.js';
import { ROUTES_POLICIES } from './routes-policies.js';
import { ROUTES_PROPOSALS } from './routes-proposals.js';
import { ROUTES_QUARANTINE } from './routes-quarantine.js';
import { ROUTES_RECONCILIATION } from './routes-reconciliation.js';
import { ROUTES_REPLAY } from './routes-replay.js';
import { ROUTES_REPORTS } from './routes-reports.js';
import { ROUTES_SCHEDULES } from './routes-schedules.js';
import { ROUTES_SERVICE_LEVELS } from './routes-service-levels.js';
import { ROUTES_TEMPLATES } from './routes-templates.js';
import { ROUTES_RESPOND } from './routes-respond.js';
import { ROUTES_VIEWS } from './routes-views.js';
import { ROUTES_SILENCES } from './routes-silences.js';
import { ROUTES_WATCH } from './routes-watch.js';
import { ROUTES_WORK } from './routes-work.js';

/** Every door of the API by name. A route that is not in here does not exist. */
export const ROUTES = {
  ...ROUTES_ACCESS,
  ...ROUTES_IN,
  ...ROUTES_AREAS,
  ...ROUTES_POLICIES,
  ...ROUTES_PROPOSALS,
  ...ROUTES_REPLAY,
  ...ROUTES_WORK,
  ...ROUTES_VIEWS,
  ...ROUTES_COMMANDS,
  ...ROUTES_SERVICE_LEVELS,
  ...ROUTES_SCHEDULES,
  ...ROUTES_SILENCES,
  ...ROUTES_REPORTS,
  ...ROUTES_LEDGER,
  ...ROUTES_TEMPLATES,
  ...ROUTES_RESPOND,
  ...ROUTES_QUARANTINE,
  ...ROUTES_RECONCILIATION,
  ...ROUTES_WATCH,
  ...ROUTES_AUDIT,
} as const;
export type RouteName = keyof typeof ROUTES;
