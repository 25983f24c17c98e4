export * from './bus/topology.js';
export * from './bus/service-questions.js';
export * from './bus/nats-permissions.js';
export * from './bus/nats-users.js';
export * from './bus/kept-headers.js';
export * from './bus/message-bounds.js';
export * from './bus/messages.js';
export * from './bus/announce.js';
export * from './bus/incident-view.js';
export * from './wording/worded.js';
export * from './wording/plain-line.js';
export * from './wording/word-notice.js';
export * from './wording/mail-html.js';
export * from './wording/mail-text.js';
export * from './wording/slack-message.js';
export * from './wording/teams-message.js';
export * from './wording/webhook-body.js';
export * from './wording/channel-message.js';
export * from './wording/check-template.js';
export * from './wording/sample-notice.js';
export * from './wording/template-error.js';
export * from './wording/template-library.js';
export * from './format/format.js';
export * from './format/decode.js';
export { FORMATS } from './format/registry.js';
export { incidentJsonSchema, incidentReport } from './format/incident-schema.js';
export { MAX_DEPTH } from './format/json.js';
export { FIRM_AREA_RULES, SHIPPED_AREA_RULES } from './format/area-rules.js';
export { NO_AREA_RULE } from './format/area.js';
export * from './format/check-area-rules.js';
export type { KnownTenant } from './format/tenant-claim.js';
export * from './policy/policy-file.js';
export * from './policy/policy-file-error.js';
export type { ResolvePolicy } from './policy/extend-policy.js';
export * from './policy/policy-book.js';
export * from './policy/matrix.js';
export * from './policy/matrix-words.js';
export * from './policy/matrix-markdown.js';
export * from './policy/policy-shelf.js';
export * from './policy/shipped-policies.js';
export * from './policy/test-file.js';
export {
  INFORM_NOBODY,
  NEVER_IMPORTED_WORD,
  type ExpectedDecision,
  type PolicyTestCase,
  type PolicyTestFile,
} from './policy/test-file-schema.js';
export * from './access/role-mapping.js';
export * from './access/me-body.js';
export * from './http/index.js';
export * from './answer/link-commands.js';
export * from './answer/link-labels.js';
export * from './answer/escape-html.js';
export { formatNamed, formatOfType } from './format/registry.js';
export { parseJsonBytes, type ParsedJson } from './format/json.js';
export * from './quarantine/advice.js';
export * from './quarantine/claimed-source.js';
export * from './quarantine/corrected-message.js';
export * from './quarantine/fault-place.js';
export * from './audit/audit-key.js';
export * from './audit/chain.js';
export * from './audit/checkpoint.js';
export * from './audit/finding.js';
export type { Slot } from './audit/link-walk.js';
export * from './audit/chain-check.js';
export { type FileFault, publicKeysOf } from './audit/sealed-file.js';
export * from './audit/record-proof.js';
export * from './tls/trusted-authorities.js';
