export default {
  what: 'Every alert and incident has one owner. Sign in to see which are yours.',
  signIn: 'Sign in',
  ended: {
    title: 'Your session has ended.',
    body: 'What you typed is still here. Sign in again to go on; a window opens for it.',
    again: 'Sign in again',
  },
  signedIn: { title: 'You are signed in', body: 'You can close this window and go on in the other one.' },
} as const;
