import type { ClauseField, ComparedClause } from '@demarc/contracts';
import { FACT_NAMES } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { useFactWord } from '../incident/fact-word.js';

type Say<Field extends ClauseField> = (
  clause: Field extends 'order' ? ComparedClause : Pick<ComparedClause, Field & keyof ComparedClause>,
) => string;

/** What a clause says, in words: by field. */
export function useClauseWords(): { readonly [Field in ClauseField]: Say<Field> } {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const word = useFactWord();
  const told = (queue: ComparedClause['queue']) => t(`vocabulary:queue.${queue}`);
  return {
    title: ({ title }) => title,
    source: ({ source }) => source ?? t('clause.noWords'),
    quote: ({ quote }) => quote ?? t('change.nothing'),
    when: ({ when }) => {
      const named = FACT_NAMES.flatMap((name) => {
        const values: readonly string[] | undefined = when[name];
        return values
          ? [`${t(`vocabulary:fact.${name}`)}: ${values.map((value) => word(name, value)).join(t('matrix.or'))}`]
          : [];
      });
      return named.join('\n') || t('clause.always_when');
    },
    yieldsTo: ({ yieldsTo }) => yieldsTo.join(', ') || t('change.nothing'),
    order: ({ triedAfter }) => (triedAfter === null ? t('change.first') : t('change.after', { clause: triedAfter })),
    queue: ({ queue }) => told(queue),
    provisional: ({ provisional }) => t(provisional ? 'change.yes' : 'change.no'),
    contactArea: ({ contactArea }) => t(`contactArea.${contactArea}`),
    inform: ({ inform: { queue, when } }) => {
      if (when === 'never') return t('clause.nobody');
      return t(when === 'always' ? 'clause.always' : 'clause.whenImpact', { queue: told(queue) });
    },
    severity: ({ severity: rule }) => {
      if (rule.rule === 'fixed') return t('clause.fixed', { severity: rule.severity });
      return rule.rule === 'lower' ? t('clause.lower', { count: rule.levels }) : t('clause.asReported');
    },
    clocks: ({ clocks }) => t(clocks ? 'clause.clocksRun' : 'clause.noClocks'),
    actions: ({ actions }) => actions.map((action) => t(`action.${action}`)).join(', ') || t('clause.noActions'),
  };
}
