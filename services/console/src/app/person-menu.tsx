import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { useTranslation } from 'react-i18next';
import { personName } from '../parts/person-name.js';
import { forgetDrafts } from '../session/forget-drafts.js';
import { useMe } from '../session/me.js';
import css from './person-menu.module.css';
import { LANGUAGES, type Language, THEMES, type ThemeChoice, prefer, usePreferences } from './preferences.js';

/** Who is signed in, how they like the console, and the way out. */
export function PersonMenu() {
  const { t } = useTranslation(['app', 'vocabulary']);
  const me = useMe();
  const { theme, language } = usePreferences();
  const roles = me.roles.map(({ role, tenants }) => {
    const word = t(`vocabulary:role.${role as 'auditor'}`);
    return tenants === 'all' ? word : `${word} · ${tenants.join(', ')}`;
  });
  const name = personName(me.name);
  return (
    <Menu checkedValues={{ theme: [theme], language: [language] }} persistOnItemClick>
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={css.trigger}
          appearance="subtle"
          icon={<Avatar name={name} size={28} color="brand" aria-hidden />}
        >
          <span className="read-out">{t('person', { name })}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <div className={css.who}>
          <strong>{name}</strong>
          {roles.map((role) => (
            <span key={role}>{role}</span>
          ))}
        </div>
        <MenuList>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('theme.title')}</MenuGroupHeader>
            {THEMES.map((choice: ThemeChoice) => (
              <MenuItemRadio key={choice} name="theme" value={choice} onClick={() => prefer({ theme: choice })}>
                {t(`theme.${choice}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('language')}</MenuGroupHeader>
            {LANGUAGES.map((choice: Language) => (
              <MenuItemRadio
                key={choice}
                name="language"
                value={choice}
                lang={choice}
                onClick={() => prefer({ language: choice })}
              >
                {{ en: 'English', fr: 'Français' }[choice]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={signOut}>
            {t('signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** A form, since the answer leads on to the provider, where one signs out as well. */
function signOut(): void {
  forgetDrafts();
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/auth/sign-out';
  document.body.append(form);
  form.submit();
}
