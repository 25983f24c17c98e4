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
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import forms from '../parts/forms.module.css';
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
  const { tenant, area, schedule } = view;
  const contacts = useQuery(ask('GET /v1/tenants/:tenant/directory/contacts', { tenant })).data?.items ?? [];
  const names = [
    ...new Set([...schedule.rotation.members, ...contacts.filter((one) => one.area === area).map(({ name }) => name)]),
  ];
  const [contact, setContact] = useState(names[0]!);
  const [from, setFrom] = useState(() => localTime(Date.now()));
  const [until, setUntil] = useState(() => localTime(Date.now() + DAY_MS));
  const [because, setBecause] = useState('');
  const [refused, setRefused] = useState<Error | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const added = { from: new Date(from).toISOString(), until: new Date(until).toISOString(), contact, because };
    const { timeZone, rotation, overrides } = schedule;
    try {
      await call('PUT /v1/tenants/:tenant/schedules/:area', {
        params: { tenant, area },
        body: {
          timeZone,
          rotation: { ...rotation, members: [...rotation.members] },
          overrides: [...overrides, added],
        },
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
        <form onSubmit={(event) => void send(event)}>
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
              <Field label={t('override.because')} validationMessage={refused && <WhyNot error={refused} />}>
                <Input required maxLength={500} value={because} onChange={(_, { value }) => setBecause(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app:cancel')}</Button>
              <Button type="submit" appearance="primary">
                {t('override.do')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
