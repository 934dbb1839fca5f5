import { mountPage } from '../app/mount-page.tsx';
import { SellerPage } from './seller-page.tsx';

void mountPage(SellerPage);
