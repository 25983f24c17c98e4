import { CONTACT_AREAS, type ContactSlot, MICROSOFT_TEAMS, PROVIDER, SECURITY_AREA } from '@demarc/domain';
import { mayBeAboutSecurity } from '../access/asking.js';
import { ProblemError } from '../door/problem-error.js';

/** What is wrong with an area for a tenant: customers have focus areas, the provider its teams. Null: nothing. */
export function areaProblem(tenant: string, area: ContactSlot): ProblemError | null {
  const areas: readonly ContactSlot[] = tenant === PROVIDER ? MICROSOFT_TEAMS : CONTACT_AREAS;
  if (areas.includes(area)) return null;
  const detail = `${area} is no area of ${tenant}; they are ${areas.join(', ')}.`;
  return new ProblemError('invalid-parameter', detail, { errors: [{ field: 'area', detail }] });
}

/** Throws `not-allowed` when one of these areas is for who sees security, and who asks does not. */
export function requireSeenAreas(areas: readonly string[]): void {
  if (mayBeAboutSecurity() || !areas.some((area) => area.trim().toLowerCase() === SECURITY_AREA)) return;
  const detail = `Contacts and schedules for ${SECURITY_AREA} are kept by somebody who sees security. Leave them out, or ask such a person.`;
  throw new ProblemError('not-allowed', detail, { errors: [{ field: 'area', detail }] });
}
