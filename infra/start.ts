import { runProduct } from './run-product.ts';

process.exit(await runProduct(1));
