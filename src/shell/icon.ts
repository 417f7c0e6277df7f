/** The mark in the browser's tab: two steps of the ladder, lit and unlit. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a4d4a"/><path d="M16 8v16" stroke="#fff" stroke-width="2"/><circle cx="16" cy="22" r="5" fill="#fff"/><circle cx="16" cy="10" r="4" fill="#0a4d4a" stroke="#fff" stroke-width="2"/></svg>`;
