export const signInAt = (to: string): string => `/auth/sign-in?${new URLSearchParams({ to })}`;
