import { Button } from '@fluentui/react-components';
import type { SilenceView } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { Ago, Moment } from '../parts/moment.js';
import { actorName } from '../parts/person-name.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import { useMe } from '../session/me.js';
import { MatcherWords } from './matcher-words.js';
import css from './silences.module.css';

interface SilenceListProps {
  readonly label: string;
  readonly silences: readonly SilenceView[];
  /** Null: whoever looks may end none. */
  readonly onEnd: ((silence: SilenceView) => void) | null;
}

/** Silences and windows of maintenance: what they mute, for whom and how long, and who said so. */
export function SilenceList({ label, silences, onEnd }: SilenceListProps) {
  const { t } = useTranslation(['directory', 'vocabulary']);
  const { party } = useMe();
  // A customer ends only what its own side began.
  const mayEnd = ({ createdBy, state }: SilenceView) =>
    state !== 'over' && (party === 'microsoft' || createdBy.startsWith(`${party}/`));
  return (
    <ScrollingTable label={label} stacks>
      <thead>
        <tr>
          <th scope="col">{t('silence.why')}</th>
          <th scope="col">{t('silence.what')}</th>
          <th scope="col">{t('silence.whose')}</th>
          <th scope="col">{t('silence.when')}</th>
          <th scope="col">{t('silence.by')}</th>
          {onEnd && (
            <th scope="col">
              <span className="read-out">{t('silence.do')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {silences.map((silence) => (
          <tr key={silence.id}>
            <th scope="row" className={css.reason}>
              <b>{silence.reason}</b>
              <div>{t(`silence.kind.${silence.kind}`)}</div>
            </th>
            <td>
              <MatcherWords matchers={silence.matchers} />
            </td>
            <td>
              {silence.tenant ?? t('silence.everybody')}
              <div className={css.quiet}>
                {t('silence.notices', {
                  party: silence.mutes === 'both' ? t('silence.both') : t(`vocabulary:party.${silence.mutes}`),
                })}
              </div>
            </td>
            <td className={css.when}>
              <Moment at={silence.startsAt} /> – <Moment at={silence.endsAt} />
              <div className={css.quiet}>
                {silence.state === 'active' && (
                  <>
                    {t('silence.ends')} <Ago at={silence.endsAt} />
                  </>
                )}
                {silence.state === 'to-come' && (
                  <>
                    {t('silence.begins')} <Ago at={silence.startsAt} />
                  </>
                )}
                {silence.cancelledAt !== null && t('silence.endedEarly')}
              </div>
            </td>
            <td>
              {actorName(silence.createdBy)}
              <div className={css.quiet}>
                <Ago at={silence.createdAt} />
              </div>
            </td>
            {onEnd && (
              <td>
                {mayEnd(silence) && (
                  <Button
                    size="small"
                    aria-label={t('silence.endThis', { reason: silence.reason })}
                    onClick={() => onEnd(silence)}
                  >
                    {t(silence.state === 'active' ? 'silence.end' : 'silence.cancel')}
                  </Button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}
