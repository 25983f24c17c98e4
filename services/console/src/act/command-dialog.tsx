import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { CommandName, IncidentView } from '@demarc/contracts';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../parts/modal.js';
import type { CommandBody } from './carry-out.js';
import css from './command-dialog.module.css';
import { CommandField } from './command-field.js';
import { COMMAND_FORMS } from './command-forms.js';
import { draftOf, forgetDraft, keepDraft } from './drafts.js';

interface CommandDialogProps {
  readonly name: CommandName;
  readonly incidents: readonly IncidentView[];
  readonly carry: (name: CommandName, incidents: readonly IncidentView[], body: CommandBody) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Asks for what a command needs. What was typed is kept until it is done, also over a session that ended. */
export default function CommandDialog({ name, incidents, carry, onClose }: CommandDialogProps) {
  const { t } = useTranslation(['act', 'app']);
  const [first] = incidents;
  const draft = `${name} ${incidents.map(({ id }) => id).join(' ')}`;
  const [values, setValues] = useState<CommandBody>(() => draftOf(draft));
  const [busy, setBusy] = useState(false);
  const form = useId();
  const set = (field: string, value: unknown) => {
    const next = { ...values, [field]: value };
    setValues(next);
    keepDraft(draft, next);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null));
    const done = await carry(name, incidents, given);
    setBusy(false);
    if (!done) return;
    forgetDraft(draft);
    onClose();
  };
  return (
    <Modal onClose={onClose}>
      <DialogSurface>
        <form id={form} onSubmit={(event) => void send(event)}>
          <DialogBody>
            <DialogTitle>{t(`title.${name}`)}</DialogTitle>
            <DialogContent className={css.fields}>
              <p className={css.about}>
                {incidents.length === 1
                  ? `${first!.reference} · ${first!.title}`
                  : t('many', { count: incidents.length })}
              </p>
              {COMMAND_FORMS[name].map((field) => (
                <CommandField
                  key={field.name}
                  field={field}
                  command={name}
                  incident={first!}
                  value={values[field.name]}
                  onChange={(value) => set(field.name, value)}
                />
              ))}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app:cancel')}</Button>
              <Button type="submit" appearance="primary" disabled={busy}>
                {t(`name.${name}`)}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Modal>
  );
}
