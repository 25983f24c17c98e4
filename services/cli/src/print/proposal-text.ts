import type { AnswerOf, ProposalDetail, ROUTES } from '@demarc/contracts';
import type { Session } from '../session.js';
import { differenceLines } from './policy-difference.js';
import { tableText } from './table.js';
import { exactTime } from './time.js';

type Place = Pick<Session, 'style' | 'width'>;

export function proposalsText(
  { items, persons }: AnswerOf<typeof ROUTES.listProposals>,
  { style, width }: Place,
): string {
  const takes = `It takes ${persons === 1 ? 'one person' : 'two persons'} to publish and to adopt a policy.`;
  if (items.length === 0) return `${takes} Nothing was proposed yet.`;
  const table = tableText(
    items,
    [
      { title: 'ID', value: ({ id }) => id, paint: style.dim },
      { title: 'VERSION', value: ({ version }) => version, paint: style.bold },
      { title: 'STATE', value: ({ state }) => state },
      { title: 'FOR', value: ({ tenant }) => tenant ?? 'every tenant', dropFirst: 2 },
      { title: 'FROM', value: ({ holdsFrom }) => holdsFrom?.slice(0, 10) ?? '-', dropFirst: 3 },
      {
        title: 'PROPOSED',
        value: ({ proposedAt, proposedBy }) => `${exactTime(proposedAt)} by ${proposedBy}`,
        dropFirst: 1,
      },
      { title: 'DECIDED BY', value: ({ decidedBy }) => decidedBy ?? '-', dropFirst: 4 },
      { title: 'BECAUSE', value: ({ because }) => because, flexible: true },
    ],
    width,
    style,
  );
  return `${takes}\n${table}`;
}

/** One proposal with what would be otherwise by it. */
export function proposalText(proposal: ProposalDetail, { style }: Place): string {
  const { version, title, tenant, holdsFrom, state, because, proposedBy, proposedAt, expiresAt } = proposal;
  const { decidedBy, reason, base, document, publishes } = proposal;
  const would = [publishes ? 'publishes it' : null, holdsFrom ? `adopts it from ${holdsFrom.slice(0, 10)}` : null];
  return [
    `${style.bold(version)}, ${title}: ${state}`,
    `${would.filter((part) => part !== null).join(' and ')} for ${tenant ?? 'every tenant'}`,
    `proposed by ${proposedBy} at ${exactTime(proposedAt)}, until ${exactTime(expiresAt)}: ${because}`,
    ...(decidedBy === null ? [] : [`${state} by ${decidedBy}${reason === null ? '' : `: ${reason}`}`]),
    '',
    `Otherwise than by ${base}:`,
    ...differenceLines(proposal),
    '',
    document.trimEnd(),
  ].join('\n');
}
