import { useTranslation } from 'react-i18next';
import { usePhone } from '../parts/use-phone.js';
import { useNow } from '../words/now.js';
import { sayMoment } from '../words/times.js';
import { type Piece, type Shift, placeIn, weeksOf } from './calendar.js';
import css from './schedules.module.css';

interface RotationCalendarProps {
  readonly title: string;
  /** Those of the rotation, in their order: each has a colour. */
  readonly members: readonly string[];
  readonly shifts: readonly Shift[];
}

const TONES = 6;

/** The coming weeks, a line each: who is on call when, in the reader's zone. Where nobody is, there is a hole. */
export function RotationCalendar({ title, members, shifts }: RotationCalendarProps) {
  const { t, i18n } = useTranslation('directory');
  const now = useNow();
  const phone = usePhone();
  const day = new Intl.DateTimeFormat(
    i18n.language,
    phone ? { weekday: 'narrow', day: 'numeric' } : { weekday: 'short', day: 'numeric', month: 'short' },
  );
  const hour = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  const tone = ({ contact }: Piece) => (contact === null ? undefined : Math.max(members.indexOf(contact), 0) % TONES);
  const said = ({ contact, from, until, why }: Piece) =>
    [
      contact ?? t('schedule.nobody'),
      `${sayMoment(from, now, i18n.language)} – ${sayMoment(until, now, i18n.language)}`,
      t(`schedule.because.${why}`),
    ].join(', ');
  return (
    <div className={css.calendar} role="img" aria-label={t('schedule.picture', { title })}>
      {weeksOf(shifts, now).map(({ days, pieces }) => {
        const today = placeIn(days, now);
        return (
          <div key={days[0]!.getTime()} className={css.week}>
            <div className={css.days}>
              {days.map((date) => (
                <span key={date.getTime()} data-today={date.toDateString() === new Date(now).toDateString()}>
                  {day.format(date)}
                </span>
              ))}
            </div>
            <div className={css.track}>
              {pieces.map((piece) => (
                <span
                  key={piece.from}
                  className={css.piece}
                  data-tone={tone(piece)}
                  data-why={piece.why}
                  data-cut-before={piece.isCutBefore}
                  data-cut-after={piece.isCutAfter}
                  style={{ insetInlineStart: `${piece.begin}%`, width: `${piece.end - piece.begin}%` }}
                  title={said(piece)}
                >
                  <b>{piece.contact ?? t('schedule.hole')}</b>
                  {!piece.isCutBefore && <small>{hour.format(new Date(piece.from))}</small>}
                </span>
              ))}
              {today >= 0 && today <= 100 && <i style={{ insetInlineStart: `${today}%` }} />}
            </div>
          </div>
        );
      })}
    </div>
  );
}
