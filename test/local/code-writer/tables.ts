import type { InputFile } from '../../../server/local/code-writer/index.ts';

export function fileOf(name: string, content: string | Uint8Array): InputFile {
  return { id: name, name, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content };
}

/** As people keep them: a byte order mark, units, quotes, line breaks in cells, gaps, spellings. */
export const sales = fileOf(
  'sales.csv',
  `\uFEFForder_id,Order Date,Region,Product,Unit Price,Quantity,Revenue,Customer
1,2024-01-05,North,Widget,"€ 1,200.50",2,2401.00,Anna
2,2024-01-20,South,Gadget,€ 80.00,10,800.00,Bob
3,2024-02-03,North,Gadget,€ 82.50,4,330.00,Cara
4,2024-02-14,East,Widget,"€ 1,180.00",1,1180.00,Anna
5,2024-02-28,West,Gizmo,€ 15.25,100,1525.00,Dan
6,2024-03-01,South,Gizmo,,50,750.00,"Smith, ""Ed"""
7,2024-03-15,north,Widget,"€ 1,250.00",3,3750.00,"Multi
line"
8,2024-04-02,East,Gadget,n/a,7,560.00,Bob
9,2024-04-22,,Gizmo,€ 14.75,20,295.00,Anna
10,2025-01-10,South,Widget,"€ 1,199.99",1,1199.99,Eve
`,
);

/** Semicolons and decimal commas. */
export const people = fileOf(
  'people.csv',
  `name;age;salary;department;city
Ann;31;52.000,50;Sales;Berlin
Ben;45;61.250,00;IT;Köln
Cem;28;48.900,25;Sales;Berlin
Dora;52;75.000,00;IT;München
Eva;39;;HR;Berlin
`,
);

export const cities = fileOf(
  'cities.json',
  JSON.stringify({
    source: 'made up',
    data: [
      { city: 'Oslo', country: 'Norway', population: 709000, area: 454 },
      { city: 'Bergen', country: 'Norway', population: 286000, area: 465 },
      { city: 'Lund', country: 'Sweden', population: 94000, area: null },
    ],
  }),
);

/** Names that are not quite what people say; zeros and ones; a class in numbers. */
export const passengers = fileOf(
  'passengers.csv',
  `PassengerId,Survived,Pclass,Name,Sex,Age,Fare
1,0,3,"Braund, Owen",male,22,7.25
2,1,1,"Cumings, Florence",female,38,71.2833
3,1,3,"Heikkinen, Laina",female,26,7.925
4,1,1,"Futrelle, Lily",female,35,53.1
5,0,3,"Allen, William",male,,8.05
6,0,3,"Moran, James",male,,8.4583
`,
);

export const flowers = fileOf(
  'flowers.csv',
  `sepal_length,sepal_width,petal_length,petal_width,species
5.1,3.5,1.4,0.2,setosa
4.9,3.0,1.4,0.2,setosa
7.0,3.2,4.7,1.4,versicolor
6.4,3.2,4.5,1.5,versicolor
6.3,3.3,6.0,2.5,virginica
5.8,2.7,5.1,1.9,virginica
`,
);
