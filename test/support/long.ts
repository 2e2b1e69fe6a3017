// Whether what takes long is tested in full (`npm run test:long`), or as much of it as each push waits for.
export const IS_LONG = process.env['TEST_LONG'] === 'true';
