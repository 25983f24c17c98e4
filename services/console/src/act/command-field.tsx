import { Checkbox, Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import type { CommandName, IncidentView } from '@demarc/contracts';
import { COMMENT_VISIBILITIES, QUEUES, SEVERITIES } from '@demarc/domain';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { Moment } from '../parts/moment.js';
import { useMe } from '../session/me.js';
import css from './command-dialog.module.css';
import { ENDINGS, type FormField } from './command-forms.js';

interface CommandFieldProps {
  readonly field: FormField;
  readonly command: CommandName;
  readonly incident: IncidentView;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export function CommandField(props: CommandFieldProps) {
  const { t } = useTranslation('act');
  const { name, kind, optional }: FormField = props.field;
  const label = t(`field.${kind === 'line' || kind === 'text' ? (name as 'reason') : kind}`);
  return (
    <Field label={label} required={!optional} {...(kind === 'visibility' && { hint: t('visibilityHint') })}>
      <Control {...props} />
    </Field>
  );
}

function Control({ field: { name, kind, optional }, command, incident, value, onChange }: CommandFieldProps) {
  const { t } = useTranslation(['act', 'vocabulary']);
  const me = useMe();
  const text = typeof value === 'string' ? value : '';
  const required = !optional;
  switch (kind) {
    case 'text':
      return <Textarea rows={4} value={text} required={required} onChange={(_, data) => onChange(data.value)} />;
    case 'line':
      return (
        <Input
          value={text}
          placeholder={command === 'assign' ? me.name : ''}
          required={required}
          onChange={(_, data) => onChange(data.value)}
        />
      );
    case 'incident':
      return <Input value={text} placeholder="INC-" required onChange={(_, data) => onChange(data.value.trim())} />;
    case 'queue':
    case 'severity':
    case 'ending': {
      const choices = {
        // A manager may settle that it stays where it is.
        queue: command === 'settle' ? QUEUES : QUEUES.filter((queue) => queue !== incident.queue),
        severity: SEVERITIES.filter((one) => one !== incident.severity),
        ending: ENDINGS,
      }[kind];
      const word = (choice: string) =>
        kind === 'ending'
          ? t(`ending.${choice as 'fixed'}`)
          : t(`vocabulary:${kind}.${choice as 'A'}` as 'vocabulary:severity.A');
      return (
        <Select value={text} required={required} onChange={(_, data) => onChange(data.value)}>
          <option value="">{optional ? t('none') : t('choose')}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {word(choice)}
            </option>
          ))}
        </Select>
      );
    }
    case 'impact':
      return (
        <RadioGroup layout="horizontal" required value={text} onChange={(_, data) => onChange(data.value)}>
          <Radio value="yes" label={t('yes')} />
          <Radio value="no" label={t('no')} />
        </RadioGroup>
      );
    case 'visibility':
      return (
        <RadioGroup value={text || 'own-party'} onChange={(_, data) => onChange(data.value)}>
          {COMMENT_VISIBILITIES.map((one) => (
            <Radio key={one} value={one} label={t(`visibility.${one}`)} />
          ))}
        </RadioGroup>
      );
    case 'until':
      return (
        <Input
          type="datetime-local"
          required
          value={localOf(text)}
          onChange={(_, data) => onChange(momentOf(data.value))}
        />
      );
    case 'events':
      return <EventChoice incident={incident} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    default:
      throw new Error(`${name} is of no kind that a form knows: ${kind satisfies never}.`);
  }
}

/** A moment as the reader's clock shows it, which is what the browser's own control works with. */
function localOf(moment: string): string {
  if (moment === '') return '';
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
const momentOf = (local: string) => (local === '' ? '' : new Date(local).toISOString());

interface EventChoiceProps {
  readonly incident: IncidentView;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function EventChoice({ incident, value, onChange }: EventChoiceProps) {
  const events = useQuery(ask('GET /v1/incidents/:id/events', { id: incident.id })).data?.items ?? [];
  return (
    <div className={css.events}>
      {events.map(({ id, event, receivedAt }) => (
        <Checkbox
          key={id}
          checked={value.includes(id)}
          label={
            <>
              {event.title} · <Moment at={receivedAt} />
            </>
          }
          onChange={(_, { checked }) => onChange(checked ? [...value, id] : value.filter((other) => other !== id))}
        />
      ))}
    </div>
  );
}
