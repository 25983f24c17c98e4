import type { Clocks } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import type { AnswerAt } from '../api/call.js';
import { useFactWord } from '../incident/fact-word.js';
import { sayMinutes } from '../words/times.js';

type Detail = Pick<AnswerAt<'GET /v1/policy-proposals/:id'>, 'severity' | 'clocks' | 'serviceImpact'>;
type Rule = NonNullable<Detail['serviceImpact'][number]['before']>;

/** Something that was so and would be otherwise, in words. */
export interface ChangeInWords {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** What changes for every clause: what severities become, how soon they are answered, what may impact the service. */
export function usePolicyWide({ severity, clocks, serviceImpact }: Detail): readonly ChangeInWords[] {
  const { t, i18n } = useTranslation(['policy', 'vocabulary']);
  const word = useFactWord();
  const clockWords: { readonly [Part in keyof Clocks]: readonly [string, (of: Clocks) => string] } = {
    firstResponseMinutes: ['firstAnswer', (of) => sayMinutes(of.firstResponseMinutes, i18n.language)],
    updateMinutes: ['news', (of) => sayMinutes(of.updateMinutes, i18n.language)],
    hours: ['hours', (of) => t(`soon.${of.hours}`)],
  };
  const valueOf = (name: keyof Rule, value: string) => {
    if (name === 'severity') return t(`soon.source.${value as 'high'}`);
    return name === 'kind' || name === 'area' ? word(name, value) : value;
  };
  const ruleWords = (rule: Rule | null) => {
    if (rule === null) return t('change.none');
    const { id: _id, ...named } = rule;
    return Object.entries(named)
      .map(([name, given]) => {
        const values = [given].flat().map((value) => valueOf(name as keyof Rule, value));
        return `${t(`change.rule.${name as 'kind'}`)}: ${values.join(t('matrix.or'))}`;
      })
      .join('\n');
  };
  return [
    ...severity.map(({ reported, before, after }) => ({
      what: t('change.reported', { source: t(`soon.source.${reported}`) }),
      before: severityWord(before),
      after: severityWord(after),
    })),
    ...clocks.flatMap(({ severity: level, before, after }) =>
      Object.values(clockWords).flatMap(([name, said]) => {
        const both = { before: said(before), after: said(after) };
        const what = t(`change.${name as 'news'}`, { severity: level });
        return both.before === both.after ? [] : [{ what, ...both }];
      }),
    ),
    ...serviceImpact.map(({ id, before, after }) => ({
      what: t('change.impact', { rule: id }),
      before: ruleWords(before),
      after: ruleWords(after),
    })),
  ];

  function severityWord(level: 'A' | 'B' | 'C'): string {
    return `${level}, ${t(`vocabulary:severity.${level}`)}`;
  }
}
