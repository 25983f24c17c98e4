import { type PolicyTestCase, type PolicyTestFile, decodeMessage, subjectOf } from '@demarc/contracts';
import { type CompiledPolicy, type Decision, type Directory, type Instant, route } from '@demarc/domain';

/** What a case runs against. */
export interface TestStage {
  readonly file: Pick<PolicyTestFile, 'tenant' | 'areaRules'>;
  readonly policy: CompiledPolicy;
  readonly directory: Directory;
  readonly now: Instant;
}

/** The decisions on a case's event, or in words why there are none. */
export type Decided =
  { readonly decisions: readonly Decision[] } | { readonly decisions: null; readonly problem: string };

/** Decodes and decides an event exactly as the service does. */
export function decideCase({ event }: PolicyTestCase, { file, policy, directory, now }: TestStage): Decided {
  const { tenant, areaRules } = file;
  const message = {
    subject: subjectOf.event(tenant, event.kind, event.format),
    headers: {},
    body: new TextEncoder().encode(JSON.stringify(event.body)),
    receivedAt: now,
  };
  const decoded = decodeMessage(message, new Map([[tenant, { name: tenant, entraTenantId: null, areaRules }]]));
  if (!decoded.ok) {
    const where = decoded.field === null ? '' : `${decoded.field}: `;
    return { decisions: null, problem: `The event is refused (${decoded.reason}): ${where}${decoded.detail}` };
  }
  const [only, ...more] = decoded.events;
  if (!only || more.length > 0) {
    return { decisions: null, problem: `The message holds ${decoded.events.length} events; write a case for each.` };
  }
  const inForce = { compiled: policy, because: 'named by the expectations' };
  return { decisions: route(only, directory, { policy: inForce, flag: null, now }) };
}
