// found by: no-restricted-syntax
export default 1;
