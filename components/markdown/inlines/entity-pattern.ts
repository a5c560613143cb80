/** `&amp;`, `&#38;` or `&#x26;`. */
export const entityPattern = '&(?:#x[a-f0-9]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});';
