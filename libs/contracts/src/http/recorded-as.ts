import { COMMAND_ROUTES } from './routes-commands.js';
import { ROUTES, type RouteName } from './routes.js';

type Changing = { [Name in RouteName]: (typeof ROUTES)[Name]['method'] extends 'GET' ? never : Name }[RouteName];

/** What people and systems do with incidents. */
type OnTimeline = keyof typeof COMMAND_ROUTES | `respond-${string}` | 'bulk';

/**
 * How what each changing route does comes on record. A route that is missing here does not compile: say `timeline`
 * where the incident's own timeline has it, `own` where it is kept elsewhere who did it (events) or noted for each tenant
 * by its own statement (quarantine), `nothing` where nothing is changed, and else the action's name, which is then noted
 * in the transaction that makes the change.
 */
export const RECORDED_AS = {
  putTenant: 'tenant.put',
  sendEvents: 'own',
  sendHook: 'own',
  importDevices: 'devices.imported',
  importContacts: 'contacts.imported',
  previewDevices: 'nothing',
  previewContacts: 'nothing',
  putAreaRules: 'area-rules.replaced',
  lintPolicy: 'nothing',
  publishPolicy: 'policy.published',
  adoptPolicy: 'policy.adopted',
  proposePolicy: 'policy.proposed',
  approveProposal: 'policy.approved',
  refuseProposal: 'policy.proposal-refused',
  withdrawProposal: 'policy.proposal-withdrawn',
  replayPolicy: 'nothing',
  putSchedule: 'schedule.replaced',
  addOverride: 'schedule.override-added',
  removeSchedule: 'schedule.removed',
  putServiceLevels: 'service-levels.replaced',
  addSilence: 'silence.added',
  endSilence: 'silence.ended',
  previewSilence: 'nothing',
  putInhibitionRules: 'inhibition-rules.replaced',
  putTemplate: 'template.written',
  removeTemplate: 'template.removed',
  putView: 'view.saved',
  deleteView: 'view.deleted',
  addKey: 'key.added',
  revokeKey: 'key.revoked',
  redrive: 'notices.redriven',
  acknowledgeNotice: 'notice.acknowledged',
  respondNotice: 'notice.acknowledged',
  answerByLink: 'timeline',
  redriveQuarantine: 'own',
  previewRedrive: 'nothing',
  discardQuarantine: 'own',
  verifyAudit: 'nothing',
  signOut: 'nothing',
  askReconciliation: 'nothing',
  acceptGap: 'gap.accepted',
} as const satisfies Record<Exclude<Changing, OnTimeline>, string>;
