import type { AdoptionList, PolicySummary } from '@demarc/contracts';
import type { Session } from '../session.js';
import { tableText } from './table.js';
import { exactTime } from './time.js';

type Place = Pick<Session, 'style' | 'width'>;

export function policiesText(policies: readonly PolicySummary[], { style, width }: Place): string {
  return tableText(
    policies,
    [
      { title: 'VERSION', value: ({ version }) => version, paint: style.bold },
      { title: 'TITLE', value: ({ title }) => title, flexible: true },
      { title: 'FOR', value: ({ tenant }) => tenant ?? 'every tenant' },
      { title: 'NOT BEFORE', value: ({ publishedOn }) => publishedOn ?? '-', dropFirst: 2 },
      { title: 'EXTENDS', value: ({ extends: base }) => base ?? '-', dropFirst: 3 },
      {
        title: 'PUBLISHED',
        value: ({ publishedAt, publishedBy }) =>
          publishedAt === null ? 'ships with Demarc' : `${dayOrTime(publishedAt)} by ${publishedBy}`,
        paint: style.dim,
        dropFirst: 1,
      },
      { title: 'APPROVED BY', value: ({ approvedBy }) => approvedBy ?? '-', paint: style.dim, dropFirst: 5 },
      { title: 'DIGEST', value: ({ digest }) => digest, paint: style.dim, dropFirst: 4 },
    ],
    width,
    style,
  );
}

/** What holds for a tenant, the default first; the one in force is marked. */
export function adoptionsText({ tenant, items }: AdoptionList, { style, width }: Place): string {
  const table = tableText(
    items,
    [
      { title: 'FROM', value: ({ holdsFrom }) => (holdsFrom === null ? 'always' : dayOrTime(holdsFrom)) },
      { title: 'VERSION', value: ({ version }) => version, paint: style.bold },
      { title: 'TITLE', value: ({ title }) => title, flexible: true },
      { title: 'NOW', value: ({ isInForce }) => (isInForce ? 'in force' : '-'), paint: style.green },
      {
        title: 'ADOPTED',
        value: ({ adoptedAt, adoptedBy }) =>
          adoptedAt === null ? 'the default of every tenant' : `${exactTime(adoptedAt)} by ${adoptedBy}`,
        paint: style.dim,
        dropFirst: 1,
      },
      { title: 'APPROVED BY', value: ({ approvedBy }) => approvedBy ?? '-', paint: style.dim, dropFirst: 2 },
    ],
    width,
    style,
  );
  return `Policies of ${tenant}; an event is decided by the last one that held when its activity began.\n${table}`;
}

/** A day alone when it is one to the second. */
function dayOrTime(moment: string): string {
  return exactTime(moment).replace(' 00:00:00 UTC', '');
}
