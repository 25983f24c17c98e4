import { useTranslation } from 'react-i18next';
import { scaleOf, ticksOf } from '../parts/time-scale.js';
import { useNow } from '../words/now.js';
import { type Lane, momentsOf } from './device-history.js';
import css from './history-picture.module.css';

interface HistoryPictureProps {
  readonly name: string;
  readonly lanes: readonly Lane[];
}

const ROW_PX = 26;
const BAR_PX = 22;
/** Hundredths of the width that the word of a month takes. */
const NEAR = 9;

/** What was true of a device when, a lane for each kind of thing. The table below it says the same. */
export function HistoryPicture({ name, lanes }: HistoryPictureProps) {
  const { t, i18n } = useTranslation('directory');
  const now = useNow();
  const scale = scaleOf(momentsOf(lanes), now);
  const today = scale.at(now);
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const ticks = ticksOf(scale).map((ms) => ({ ms, at: scale.at(ms) }));
  return (
    <div className={css.picture} role="img" aria-label={t('history.picture', { name })}>
      {lanes.map(({ name: lane, bars, rows }) => (
        <div key={lane} className={css.lane}>
          <span>{t(`lane.${lane}`)}</span>
          <svg width="100%" height={rows * ROW_PX} data-lane={lane}>
            {ticks.map(({ ms, at }) => (
              <line key={ms} className={css.tick} x1={`${at}%`} x2={`${at}%`} y1="0" y2="100%" />
            ))}
            {bars.length === 0 && (
              <text className={css.never} x="4" y={ROW_PX / 2 + 4}>
                {t('history.never')}
              </text>
            )}
            {bars.map(({ value, from, until, row }) => {
              const begin = from === null ? 0 : scale.at(Date.parse(from));
              const end = until === null ? 100 : scale.at(Date.parse(until));
              return (
                <svg
                  key={`${value} ${from} ${until}`}
                  x={`${begin}%`}
                  y={row * ROW_PX + (ROW_PX - BAR_PX) / 2}
                  width={`${Math.max(end - begin, 0.6)}%`}
                  height={BAR_PX}
                >
                  <rect className={css.bar} x="0.5" y="0.5" width="100%" height={BAR_PX - 1} rx="3" />
                  <text x="6" y={BAR_PX / 2 + 4}>
                    {value ?? t('devices.mmd')}
                  </text>
                </svg>
              );
            })}
            <line className={css.today} x1={`${today}%`} x2={`${today}%`} y1="0" y2="100%" />
          </svg>
        </div>
      ))}
      <div className={css.lane}>
        <span />
        <div className={css.axis}>
          {ticks
            .filter(({ at }) => Math.abs(at - today) > NEAR && at < 100 - NEAR / 2 && at > NEAR / 2)
            .map(({ ms, at }) => (
              <span key={ms} style={{ insetInlineStart: `${at}%` }}>
                {month.format(ms)}
              </span>
            ))}
          <b style={{ insetInlineStart: `${today}%` }}>{t('history.today')}</b>
        </div>
      </div>
    </div>
  );
}
