// Kept for the browser, not the tab: the next person at a lent phone opens a new one.
const key = 'gaveldrop.signed-out';

export const markSignedOut = (): void => localStorage.setItem(key, 'yes');
export const wasSignedOut = (): boolean => localStorage.getItem(key) !== null;
export const forgetSignedOut = (): void => localStorage.removeItem(key);
