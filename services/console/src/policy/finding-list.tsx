import { Spinner } from '@fluentui/react-components';
import { FACT_NAMES } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { useFactWord } from '../incident/fact-word.js';
import { Panel } from '../parts/panel.js';
import { WhyNot } from '../parts/why-not.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './draft.module.css';
import type { Finding } from './findings.js';
import type { useCheck } from './use-check.js';

interface FindingListProps {
  /** Of what says how it stands: the text area names it as its description. */
  readonly id: string;
  readonly checked: ReturnType<typeof useCheck>;
  readonly onGoTo: (line: number) => void;
}

const MOST_SHOWN = 100;

/** What the check finds, each leading to its line. */
export function FindingList({ id, checked: { data, error, isFetching }, onGoTo }: FindingListProps) {
  const { t } = useTranslation('policy');
  const findings = data?.findings ?? [];
  const isSound = data?.policy != null && findings.length === 0;
  const standing = () => {
    if (error)
      return (
        <>
          {t('draft.unchecked')} <WhyNot error={error} />
        </>
      );
    if (!data) return t('draft.checking');
    return isSound ? t('draft.sound', { count: data.policy!.clauses }) : t('draft.found', { count: findings.length });
  };
  const isBusy = isFetching || data?.isOld === true;
  return (
    <Panel title={t('draft.findings')} aside={isBusy && <Spinner size="tiny" aria-label={t('draft.checking')} />}>
      <p id={id} className={css.standing} role="status" data-sound={data && !error ? isSound : undefined}>
        {standing()}
      </p>
      <ol className={css.list}>
        {findings.slice(0, MOST_SHOWN).map((finding) => (
          <li key={`${finding.line} ${finding.message} ${JSON.stringify(finding.example)}`}>
            <Found finding={finding} onGoTo={onGoTo} />
          </li>
        ))}
      </ol>
      {findings.length > MOST_SHOWN && <p>{t('draft.more', { count: findings.length - MOST_SHOWN })}</p>}
    </Panel>
  );
}

function Found({
  finding: { line, message, example, cells },
  onGoTo,
}: { finding: Finding } & Pick<FindingListProps, 'onGoTo'>) {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const word = useFactWord();
  const words =
    example && FACT_NAMES.map((name) => `${t(`vocabulary:fact.${name}`)} ${word(name, example[name])}`).join(', ');
  return (
    <button type="button" className={css.finding} onClick={() => onGoTo(line)}>
      <span>{t('draft.line', { line })}</span>
      <ApiSaid text={message} />
      {words && <small>{t('draft.example', { example: words })}</small>}
      {cells > 1 && <small>{t('draft.cells', { count: cells })}</small>}
    </button>
  );
}
