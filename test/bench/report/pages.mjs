export const writePages = () => {};
