// Starts the dashboard in the page that the API serves.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './frame/app/app.tsx';
import './ui/theme/app.css';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
