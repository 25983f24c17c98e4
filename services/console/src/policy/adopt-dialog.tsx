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
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import { type AnswerAt, call } from '../api/call.js';
import { tell } from '../app/tell.js';
import css from '../parts/forms.module.css';
import { useBusy } from '../parts/use-busy.js';
import { WhyNot } from '../parts/why-not.js';
import { sayDate } from './say-date.js';
import { readProposalsAgain, usePersons } from './use-proposals.js';

interface AdoptDialogProps {
  readonly tenant: string;
  readonly policies: AnswerAt<'GET /v1/policies'>['items'];
  readonly onClose: () => void;
}

/** Lets a policy hold for a customer from a day on. */
export function AdoptDialog({ tenant, policies, onClose }: AdoptDialogProps) {
  const { t, i18n } = useTranslation(['policy', 'app']);
  const navigate = useNavigate();
  const persons = usePersons();
  const [because, setBecause] = useState('');
  const adoptable = policies.filter((policy) => policy.tenant === null || policy.tenant === tenant);
  const [version, setVersion] = useState(adoptable.at(-1)!.version);
  const [from, setFrom] = useState(new Date().toISOString().slice(0, 10));
  const [refused, setRefused] = useState<Error | null>(null);
  const [busy, start] = useBusy();
  const adopt = async () => {
    setRefused(null);
    try {
      if (persons === 2) {
        await call('POST /v1/policy-proposals', { body: { version, tenant, holdsFrom: from, because } });
        tell({ intent: 'success', title: t('propose.done', { version }) });
      } else {
        await call('POST /v1/tenants/:tenant/policies', { params: { tenant }, body: { version, holdsFrom: from } });
        const day = sayDate(`${from}T00:00:00Z`, i18n.language);
        tell({ intent: 'success', title: t('adopt.done', { version, tenant, from: day }) });
      }
      await readProposalsAgain();
      onClose();
      if (persons === 2) await navigate({ to: '/policy', search: { view: 'proposals' } });
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
            start(adopt);
          }}
        >
          <DialogBody>
            <DialogTitle>{t('adopt.title', { tenant })}</DialogTitle>
            <DialogContent className={css.fields}>
              <p>{t('adopt.means')}</p>
              {persons === 2 && <p>{t('propose.means')}</p>}
              <Field label={t('adopt.version')}>
                <Select value={version} onChange={(_, { value }) => setVersion(value)}>
                  {adoptable.map((policy) => (
                    <option key={policy.version} value={policy.version}>{`${policy.version}  ${policy.title}`}</option>
                  ))}
                </Select>
              </Field>
              <Field label={t('adopt.from')} validationMessage={refused && <WhyNot error={refused} />}>
                <Input type="date" required value={from} onChange={(_, { value }) => setFrom(value)} />
              </Field>
              {persons === 2 && (
                <Field label={t('propose.because')}>
                  <Textarea required value={because} onChange={(_, { value }) => setBecause(value)} />
                </Field>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app:cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {t(persons === 2 ? 'propose.do' : 'adopt.do')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
