import { runProduct } from './run-product.ts';

// The layout of docker-compose.yml without containers: two servers, a bus between them, a proxy before them.
process.exit(await runProduct(2));
