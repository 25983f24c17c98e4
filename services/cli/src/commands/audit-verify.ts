import {
  type AuditEndLine,
  type AuditFinding,
  type AuditTenantLine,
  type BodyOf,
  ROUTES,
  auditLine,
} from '@demarc/contracts';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { jsonLines } from '../json-lines.js';
import type { Session } from '../session.js';

export interface VerifiedChains {
  readonly findings: readonly AuditFinding[];
  readonly tenants: readonly AuditTenantLine[];
  readonly totals: AuditEndLine;
}

/** Has the chains checked; `found` gets each finding as it comes. Throws a Failure when it breaks off. */
export async function verifyChains(
  session: Session,
  body: BodyOf<typeof ROUTES.verifyAudit>,
  found: (finding: AuditFinding) => void,
): Promise<VerifiedChains> {
  const answer = await session.api.open(ROUTES.verifyAudit, { body }, session.io.stop);
  const findings: AuditFinding[] = [];
  const tenants: AuditTenantLine[] = [];
  for await (const document of jsonLines(answer.body!)) {
    const line = auditLine.parse(document);
    if (line.type === 'failed') throw brokenOff(line.detail);
    if (line.type === 'end') return { findings, tenants, totals: line };
    if (line.type === 'tenant') {
      tenants.push(line);
      continue;
    }
    const { type: _type, ...finding } = line;
    findings.push(finding);
    found(finding);
  }
  throw brokenOff('it ended before its totals');
}

function brokenOff(why: string): Failure {
  return new Failure(
    EXIT.unreachable,
    `Verifying broke off: ${why}`,
    'What was listed is right, but not all. Run it again.',
  );
}
