/** Who may ask for help and answer: of a call for help that the member began and the owner was told of. */
export const helpRows = {
  'help:ask': {
    told: '200 200 200 200 200 200 200 200',
    body: ({ section }: { section: string }) => ({ sectionId: section, place: '窓口3番' }),
  },
  'help:go': {
    told: '404 404 200 404 404 404 404 200',
    body: ({ help }: { help: string }) => ({ helpCallId: help }),
  },
  'help:decline': {
    told: '404 404 200 404 404 404 404 200',
    body: ({ help }: { help: string }) => ({ helpCallId: help }),
  },
  'help:withdraw': {
    told: '404 200 404 404 404 404 404 404',
    body: ({ help }: { help: string }) => ({ helpCallId: help }),
  },
};
