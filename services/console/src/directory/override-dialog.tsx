import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import forms from '../parts/forms.module.css';
import { Moment } from '../parts/moment.js';
import { useBusy } from '../parts/use-busy.js';
import { WhyNot } from '../parts/why-not.js';
import type { ScheduleView } from './schedule.js';
import { localTime } from './silence-draft.js';

interface OverrideDialogProps {
  readonly schedule: ScheduleView;
  readonly onClose: () => void;
}

const DAY_MS = 86_400_000;

/** Has somebody else take a turn for a time. */
export function OverrideDialog({ schedule: view, onClose }: OverrideDialogProps) {
  const { t } = useTranslation(['directory', 'app']);
  const { tenant, area } = view;
  const [busy, start] = useBusy();
  // The page may be hours old: who has replaced whom is read again.
  const read = useQuery({ ...ask('GET /v1/tenants/:tenant/schedules', { tenant }), refetchOnMount: 'always' });
  const schedule = read.data?.items.find((one) => one.area === area)?.schedule ?? view.schedule;
  const contacts = useQuery(ask('GET /v1/tenants/:tenant/directory/contacts', { tenant })).data?.items ?? [];
  const names = [
    ...new Set([...schedule.rotation.members, ...contacts.filter((one) => one.area === area).map(({ name }) => name)]),
  ];
  const [contact, setContact] = useState(names[0]!);
  const [from, setFrom] = useState(() => localTime(Date.now()));
  const [until, setUntil] = useState(() => localTime(Date.now() + DAY_MS));
  const [because, setBecause] = useState('');
  const [refused, setRefused] = useState<Error | null>(null);
  const [begins, ends] = [Date.parse(from), Date.parse(until)];
  const outdone = schedule.overrides.filter((one) => Date.parse(one.from) < ends && begins < Date.parse(one.until));
  const send = async () => {
    setRefused(null);
    try {
      await call('POST /v1/tenants/:tenant/schedules/:area/overrides', {
        params: { tenant, area },
        body: { from: new Date(from).toISOString(), until: new Date(until).toISOString(), contact, because },
      });
      await invalidate('GET /v1/tenants/:tenant/schedules', 'GET /v1/directory/lint');
      tell({ intent: 'success', title: t('override.done', { contact }) });
      onClose();
    } catch (error) {
      setRefused(error as Error);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            start(send);
          }}
        >
          <DialogBody>
            <DialogTitle>{t('override.title', { slot: t(`slot.${area}`) })}</DialogTitle>
            <DialogContent className={forms.fields}>
              <p>{t('override.means')}</p>
              <Field label={t('schedule.who')}>
                <Select value={contact} onChange={(_, { value }) => setContact(value)}>
                  {names.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </Select>
              </Field>
              <Field label={t('schedule.from')}>
                <Input type="datetime-local" required value={from} onChange={(_, { value }) => setFrom(value)} />
              </Field>
              <Field label={t('schedule.until')}>
                <Input type="datetime-local" required value={until} onChange={(_, { value }) => setUntil(value)} />
              </Field>
              {outdone.length > 0 && (
                <div role="status">
                  <p>{t('override.before')}</p>
                  <ul>
                    {outdone.map((one) => (
                      <li key={`${one.from} ${one.until} ${one.contact}`}>
                        <b>{one.contact}</b> <Moment at={one.from} /> – <Moment at={one.until} />: {one.because}
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              <Field label={t('override.because')} validationMessage={refused && <WhyNot error={refused} />}>
                <Input required maxLength={500} value={because} onChange={(_, { value }) => setBecause(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app:cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {t('override.do')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
