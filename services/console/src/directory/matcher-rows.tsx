import { Button, Input, Select } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import type { Matcher } from '@demarc/domain';
import { useTranslation } from 'react-i18next';
import { useMatcherWord } from './matcher-words.js';
import { FIELDS, OPERATORS, VALUES_OF, changed, isChosen } from './matchers.js';
import css from './silences.module.css';

interface MatcherRowsProps {
  readonly matchers: readonly Matcher[];
  readonly onChange: (matchers: readonly Matcher[]) => void;
}

const FIRST: Matcher = { field: 'severity', is: '=', value: 'C' };

/** What a silence is about: each row narrows it. */
export function MatcherRows({ matchers, onChange }: MatcherRowsProps) {
  const { t } = useTranslation('directory');
  const word = useMatcherWord();
  const change = (at: number, parts: Partial<Matcher>) => onChange(matchers.with(at, changed(matchers[at]!, parts)));
  return (
    <fieldset className={css.rows}>
      <legend>{t('matcher.title')}</legend>
      {matchers.length === 0 && <p>{t('matcher.none')}</p>}
      {matchers.map((matcher, at) => {
        const { field, is, value } = matcher;
        const row = t('matcher.row', { n: at + 1 });
        return (
          // oxlint-disable-next-line react/no-array-index-key -- rows have no other name
          <div key={at} className={css.row} role="group" aria-label={row}>
            <Select
              aria-label={t('matcher.fieldLabel')}
              value={field}
              onChange={(_, chosen) => change(at, { field: chosen.value as Matcher['field'] })}
            >
              {FIELDS.map((one) => (
                <option key={one} value={one}>
                  {t(`matcher.field.${one}`)}
                </option>
              ))}
            </Select>
            <Select
              aria-label={t('matcher.isLabel')}
              value={is}
              onChange={(_, chosen) => change(at, { is: chosen.value as Matcher['is'] })}
            >
              {OPERATORS.map((one) => (
                <option key={one} value={one}>
                  {t(`matcher.is.${one}`)}
                </option>
              ))}
            </Select>
            {isChosen(matcher) ? (
              <Select
                aria-label={t('matcher.value')}
                value={value}
                onChange={(_, chosen) => change(at, { value: chosen.value })}
              >
                {VALUES_OF[field]!.map((one) => (
                  <option key={one} value={one}>
                    {word(field, one)}
                  </option>
                ))}
              </Select>
            ) : (
              <Input
                required
                maxLength={300}
                aria-label={t('matcher.value')}
                placeholder={t(is === '~' || is === '!~' ? 'matcher.pattern' : 'matcher.exactly')}
                value={value}
                onChange={(_, chosen) => change(at, { value: chosen.value })}
              />
            )}
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={t('matcher.remove', { row })}
              onClick={() => onChange(matchers.toSpliced(at, 1))}
            />
          </div>
        );
      })}
      <Button className={css.add} size="small" icon={<AddRegular />} onClick={() => onChange([...matchers, FIRST])}>
        {t('matcher.add')}
      </Button>
    </fieldset>
  );
}
