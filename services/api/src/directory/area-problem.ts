import { CONTACT_AREAS, type ContactSlot, MICROSOFT_TEAMS, PROVIDER } from '@demarc/domain';
import { ProblemError } from '../door/problem-error.js';

/** What is wrong with an area for a tenant: customers have focus areas, the provider its teams. Null: nothing. */
export function areaProblem(tenant: string, area: ContactSlot): ProblemError | null {
  const areas: readonly ContactSlot[] = tenant === PROVIDER ? MICROSOFT_TEAMS : CONTACT_AREAS;
  if (areas.includes(area)) return null;
  const detail = `${area} is no area of ${tenant}; they are ${areas.join(', ')}.`;
  return new ProblemError('invalid-parameter', detail, { errors: [{ field: 'area', detail }] });
}
