import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerAt } from '../api/call.js';
import { Moment } from '../parts/moment.js';
import { Pairs, Panel } from '../parts/panel.js';
import { usePermitted } from '../session/me.js';
import { OverrideDialog } from './override-dialog.js';
import { RotationCalendar } from './rotation-calendar.js';
import css from './schedules.module.css';
import { ShiftTable } from './shift-table.js';

export type ScheduleView = AnswerAt<'GET /v1/tenants/:tenant/schedules'>['items'][number];

/** Whose turn it is in one area: as a calendar, and as a table to read. */
export function Schedule({ schedule: view }: { readonly schedule: ScheduleView }) {
  const { t } = useTranslation('directory');
  const mayKeep = usePermitted('keep-directory', view.tenant);
  const [replacing, setReplacing] = useState(false);
  const { area, onCall, shifts, schedule } = view;
  const { rotation, overrides, timeZone } = schedule;
  const title = t(`slot.${area}`);
  return (
    <Panel
      title={title}
      aside={
        mayKeep && (
          <Button size="small" onClick={() => setReplacing(true)}>
            {t('schedule.replace')}
          </Button>
        )
      }
    >
      <Pairs
        pairs={[
          [t('schedule.onCall'), <b key="now">{onCall ?? t('schedule.nobody')}</b>],
          [t('schedule.members'), rotation.members.join(', ')],
          [t('schedule.handover'), t(`schedule.every.${rotation.every}`, { at: rotation.handoverAt, timeZone })],
          [t('schedule.zone'), Intl.DateTimeFormat().resolvedOptions().timeZone],
        ]}
      />
      <RotationCalendar title={title} members={rotation.members} shifts={shifts} />
      {overrides.length > 0 && (
        <>
          <h3 className={css.sub}>{t('schedule.overrides')}</h3>
          <ul className={css.overrides}>
            {overrides.map(({ from, until, contact, because }) => (
              <li key={`${from} ${until} ${contact}`}>
                <b>{contact}</b> <Moment at={from} /> – <Moment at={until} />
                <span>{because}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <ShiftTable title={title} shifts={shifts} />
      {replacing && <OverrideDialog schedule={view} onClose={() => setReplacing(false)} />}
    </Panel>
  );
}
