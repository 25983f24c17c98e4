import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import type { AnswerAt } from '../api/call.js';

type View = AnswerAt<'GET /v1/views'>['items'][number];

/** The views that whoever is signed in saved for themselves. */
export function useOwnViews(): readonly View[] {
  const items = useQuery(ask('GET /v1/views')).data?.items ?? [];
  return items.filter(({ owner }) => owner.kind === 'person');
}
