const key = 'gaveldrop.vibrate';

/** Whether this phone can shake, and its owner wants it to when outbid. */
export const canVibrate = (): boolean => 'vibrate' in navigator;
export const wantsVibration = (): boolean => localStorage.getItem(key) === 'yes';
export const setWantsVibration = (wanted: boolean): void => localStorage.setItem(key, wanted ? 'yes' : 'no');
