### Teksty po polsku. Nagłówek mówi, co jest; „remedy” mówi, co zrobić.
### Pojedyncze zdanie bez kropki. Trzy kropki na przycisku, który coś otwiera.

## Odpowiedzi stanowiska

say-SignedIn = Zalogowano: { $worker }
say-PinNeeded = { $worker }: wpisz PIN
say-SignedOut = Wylogowano
    .remedy = Zeskanuj swój identyfikator
say-LockedWhenIdle = Stanowisko zablokowane po przerwie
    .remedy = Zeskanuj identyfikator i wpisz PIN
say-ToteNeedsOrder = Kuweta { $tote } jest wolna
    .remedy = Zeskanuj zamówienie, które w niej leży
say-ToteBound = Kuweta { $tote }: zamówienie { $order }
    .remedy = Od teraz kuweta otwiera to zamówienie
say-OrderOpened =
    { $units ->
        [one] { $order }: { $units } sztuka do spakowania
        [few] { $order }: { $units } sztuki do spakowania
       *[many] { $order }: { $units } sztuk do spakowania
    }
    .remedy = Skanuj każdą sztukę
say-OrderResumed = { $order }: ciąg dalszy, { $done }/{ $of }
    .remedy = Skanuj dalej
say-UnitAccepted = { $product }: { $packed }/{ $ordered }
say-CaseAccepted = { $product }: karton { $units } szt., razem { $packed }/{ $ordered }
say-PutBoxOnScale =
    { $units ->
        [one] { $order }: { $units } sztuka do spakowania
        [few] { $order }: { $units } sztuki do spakowania
       *[many] { $order }: { $units } sztuk do spakowania
    }
    .remedy = Postaw na wadze puste opakowanie { $packaging }
say-PutBoxOnScale-none =
    { $units ->
        [one] { $order }: { $units } sztuka do spakowania
        [few] { $order }: { $units } sztuki do spakowania
       *[many] { $order }: { $units } sztuk do spakowania
    }
    .remedy = Postaw na wadze puste opakowanie
say-BoxOnScale = Puste opakowanie stoi na wadze
    .remedy = Zeskanuj sztukę i włóż ją do środka
say-PutIntoBox =
    { $units ->
        [one] { $product }: włóż do opakowania
        [few] { $product }: włóż { $units } sztuki do opakowania
       *[many] { $product }: włóż { $units } sztuk do opakowania
    }
    .remedy = Policzy się, gdy waga pokaże o { $added } więcej
say-ScanTakenBack = { $product }: ostatni skan cofnięty
say-OutOfBox = { $product }: wyjęte z opakowania
    .remedy = Skanuj dalej
say-NotWeighed-TooLight = { $product }: za lekkie dla wagi
    .remedy = Liczy się bez ważenia. Przelicz te sztuki drugi raz; na końcu waży się całą paczkę.
say-NotWeighed-UnknownWeight = { $product }: nikt jeszcze tego nie zważył
    .remedy = Od teraz sztuki są tylko liczone. Na końcu waży się całą paczkę.
say-NotWeighed-ScaleGone = Waga nie odpowiada
    .remedy = Sztuki tej paczki są tylko liczone. Na końcu waży się całą paczkę.
say-NotWeighed-OwnCarton = Jedzie we własnym kartonie: nie waży się pudełka
    .remedy = Zdejmij pudełko z wagi. Karton waży się jako paczkę.
say-CountAccepted =
    { $units ->
        [one] Przeliczone przez drugą osobę: { $units } sztuka
        [few] Przeliczone przez drugą osobę: { $units } sztuki
       *[many] Przeliczone przez drugą osobę: { $units } sztuk
    }
say-TakePackaging = Komplet. Weź opakowanie { $packaging }
    .remedy = Zeskanuj jego kod albo naciśnij „Dalej”
say-TakePackaging-own = Komplet. Jedzie we własnym kartonie
    .remedy = Bez opakowania. Postaw karton na wadze albo naciśnij „Dalej”.
say-TakePackaging-none = Komplet. Wybierz opakowanie
    .remedy = Żadne nie pasuje wymiarami. Zeskanuj kod tego, które bierzesz.
say-ParcelComplete = Ta paczka pełna. Weź opakowanie { $packaging }
    .remedy = Reszta towaru pójdzie do następnej paczki
say-ParcelComplete-own = Osobna paczka: jedzie we własnym kartonie
    .remedy = Postaw karton na wadze. Reszta towaru pójdzie do następnej paczki.
say-ParcelComplete-none = Ta paczka pełna. Wybierz opakowanie
    .remedy = Zeskanuj kod opakowania. Reszta towaru pójdzie do następnej paczki.
say-ParcelStretched = Do tej paczki wejdzie więcej
    .remedy = Zeskanuj następną sztukę
say-UnitTakenOut = { $product }: sztuka wyjęta
    .remedy = Odłóż ją na miejsce
say-CaptureNeeded =
    { $needs ->
        [serial] { $product }: podaj numer seryjny
        [lot] { $product }: podaj partię
        [expiry] { $product }: podaj datę ważności
        [lot-expiry] { $product }: podaj partię i datę ważności
        [serial-lot] { $product }: podaj numer seryjny i partię
        [serial-expiry] { $product }: podaj numer seryjny i datę ważności
        [all] { $product }: podaj numer seryjny, partię i datę ważności
       *[nothing] { $product }: nic więcej nie trzeba
    }
    .remedy = Zeskanuj z opakowania albo wpisz
say-Captured = { $product }: zapisano
say-Undone =
    { $units ->
        [one] { $product }: cofnięto { $units } sztukę
        [few] { $product }: cofnięto { $units } sztuki
       *[many] { $product }: cofnięto { $units } sztuk
    }
    .remedy = Wyjmij z paczki to, co cofnięto
say-QuestionDropped = Pytanie zamknięte, nic się nie zmieniło
say-ShortDeclared =
    { $quantity ->
        [one] { $product }: zgłoszony brak, { $quantity } sztuka
        [few] { $product }: zgłoszony brak, { $quantity } sztuki
       *[many] { $product }: zgłoszony brak, { $quantity } sztuk
    }
say-PutAside = Zamówienie { $order } wstrzymane
    .remedy = Odłóż je z towarem na półkę wstrzymanych
say-WeighNow = { $packaging }: postaw paczkę na wadze
    .remedy = Powinna ważyć { $expected }
say-WeighNow-own = Własny karton: postaw go na wadze
    .remedy = Powinien ważyć { $expected }
say-ConfirmNow = Waga się zgadza: { $gross }
    .remedy = Zeskanuj numer zamówienia
say-Released = Zwolniono z różnicą { $difference }
    .remedy = Zeskanuj numer zamówienia
say-ParcelClosed = Paczka { $parcel }/{ $planned } zamknięta
    .remedy = Naklej etykietę { $tracking } i pakuj następną
say-OrderClosed = Gotowe: { $order }
    .remedy = Naklej etykietę { $tracking } i weź następne zamówienie
say-Reopened = Zamówienie { $order } znów otwarte
    .remedy = Popraw paczkę, zważ ją i potwierdź jeszcze raz
say-Reprinted = { $order }: etykieta paczki { $parcel } drukuje się ponownie
    .remedy = Poprzednią etykietę zniszcz
say-BarcodeBound = Kod przypisany: { $product }
    .remedy = Zeskanuj sztukę jeszcze raz
say-ExceptionSettled = Wyjątek załatwiony
    .remedy = Zapis zostaje w dzienniku z Twoją notatką
say-TakenOver = { $order } przejęte ze stanowiska { $bench }
    .remedy = Poszukaj tam towaru i paczki. Zamówienie dostanie stanowisko, które o nie poprosi.
say-DuplicateLetGo = { $order } można pakować: klient chce oba
say-PersonalDataErased = Dane klienta z { $order } usunięte
    .remedy = Inne stanowiska zrobią to same; historia zostaje, bez nazwiska
say-PersonViewOpened = Wskaźniki osób są otwarte
    .remedy = Zapisano to; zamkną się przy wylogowaniu
say-WorkerErased = Nazwisko { $badge } usunięte
    .remedy = Identyfikator niczego już nie otworzy; historia zostaje pod jego numerem
say-Readmitted = Stanowisko { $bench } wpuszczone
    .remedy = Połączy się samo w ciągu minuty
say-RecoveryEnded = Koniec czekania na brakujące stanowiska
    .remedy = Stanowiska dostają znowu nowe zamówienia
say-ZeroScale = Waga dostała polecenie zerowania
    .remedy = Zostaw ją pustą, aż pokaże 0
say-TareScale = Waga dostała polecenie tarowania
    .remedy = To, co na niej leży, liczy się jako 0. Zdejmuj je tylko razem z paczką.
say-Help =
    { $step ->
        [scanning] Skanuj każdą sztukę z listy
        [packaging] Weź opakowanie i zeskanuj jego kod
        [weighing] Postaw paczkę na wadze
        [confirming] Zeskanuj numer zamówienia
        [closed] Naklej etykietę i weź następne zamówienie
       *[idle] Zeskanuj numer zamówienia, kuwetę albo towar
    }
    .remedy =
    { $step ->
        [scanning] Pomyłka: „Cofnij”. Towaru nie ma: „Brak”. Paczka pełna: „Następna paczka”.
        [packaging] „Dalej” bierze proponowane. Inne opakowanie: zeskanuj jego kod.
        [weighing] Waga się nie zgadza: przelicz towar. Zwalnia tylko lider zmiany.
        [confirming] Numer jest na liście kompletacyjnej albo na kuwecie
        [closed] Coś nie tak w paczce: „Otwórz ponownie”. Zła etykieta: „Drukuj ponownie”.
       *[idle] Zmiana osoby: „Zmień pakującego”
    }

## Pytania stanowiska

ask-WhichProduct = Który to towar?
    .remedy = Kod { $code } ma kilka towarów. Wybierz właściwy na ekranie albo zeskanuj kartę z numerem.
ask-WhyPackaging = Dlaczego { $packaging }, a nie proponowane?
    .remedy = Wybierz powód na ekranie albo zeskanuj kartę z numerem
ask-WhichShort = Którego towaru brakuje?
    .remedy = Wybierz towar na ekranie albo zeskanuj kartę z numerem
ask-WhyShort =
    { $quantity ->
        [one] { $product }: dlaczego brakuje { $quantity } sztuki?
       *[many] { $product }: dlaczego brakuje { $quantity } sztuk?
    }
    .remedy = Wybierz powód na ekranie albo zeskanuj kartę z numerem
ask-ShortPath =
    { $quantity ->
        [one] { $product }: brakuje { $quantity } sztuki. Co z zamówieniem?
       *[many] { $product }: brakuje { $quantity } sztuk. Co z zamówieniem?
    }
    .remedy = Wybierz na ekranie albo zeskanuj kartę z numerem
ask-WhyHold = Dlaczego wstrzymać to zamówienie?
    .remedy = Wybierz powód na ekranie albo zeskanuj kartę z numerem
ask-WhyReopen = Dlaczego otworzyć { $order } ponownie?
    .remedy = Wybierz powód na ekranie albo zeskanuj kartę z numerem
ask-WhyReprint = Dlaczego drukować etykietę { $order } ponownie?
    .remedy = Wybierz powód na ekranie albo zeskanuj kartę z numerem

## Odmowy

refusal-NotSignedIn = Nikt nie jest zalogowany
    .remedy = Zeskanuj swój identyfikator i wpisz PIN
refusal-UnknownBadge = Nieznany identyfikator
    .remedy = Zeskanuj go jeszcze raz. Jeśli nadal nieznany, zawołaj lidera zmiany.
refusal-WrongPin = Zły PIN
    .remedy = Wpisz PIN jeszcze raz
refusal-OtherSecret = To stanowisko nie może sprawdzić PIN-u
    .remedy = Wezwij osobę, która je ustawiła: plik „pepper” musi być ten sam na wszystkich stanowiskach
refusal-LockedOut = Za dużo błędnych PIN-ów
    .remedy =
    { $seconds ->
        [one] Poczekaj { $seconds } sekundę i spróbuj ponownie
        [few] Poczekaj { $seconds } sekundy i spróbuj ponownie
       *[many] Poczekaj { $seconds } sekund i spróbuj ponownie
    }
refusal-NotPermitted = Brak uprawnienia: { $right }
    .remedy = Poproś lidera zmiany
refusal-SamePerson = To musi zrobić druga osoba
    .remedy = Niech ktoś inny zeskanuje swój identyfikator
refusal-ReasonNeeded = Bez powodu się nie da
    .remedy = Wybierz powód z listy albo wpisz własny
refusal-NoOrderOpen = Żadne zamówienie nie jest otwarte
    .remedy = Zeskanuj numer zamówienia albo kuwetę
refusal-AnotherOrderOpen = Najpierw skończ { $open }
    .remedy = Spakuj je do końca albo wstrzymaj, dopiero potem otwórz następne
refusal-UnknownOrder = Nieznane zamówienie: { $order }
    .remedy = Sprawdź numer na liście i zeskanuj ponownie. Jeśli jest dobry, zawołaj lidera zmiany.
refusal-OrderHeld = Nie pakuj { $order } — { $hold }
refusal-AlreadyPacked = Zamówienie { $order } jest już spakowane
    .remedy = Weź następne. Poprawka w tej paczce: „Otwórz ponownie”.
refusal-OrderCancelled = Sklep anulował zamówienie { $order }
    .remedy = Nie wysyłaj. Wyjmij towar z paczki i odłóż na miejsce.
refusal-OrderChanged = Sklep zmienił zamówienie { $order }
    .remedy = Przeczytaj listę jeszcze raz i pakuj według nowej
refusal-OrderTakenOver = Zamówienie { $order } przekazano innym stanowiskom
    .remedy = Przerwij. Odłóż jego towar razem na bok i zawołaj lidera zmiany.
refusal-UnknownBarcode = Nieznany kod: { $code }
    .remedy = Zeskanuj kod kreskowy na towarze. Jeśli nadal nieznany, odłóż sztukę i zawołaj lidera zmiany.
refusal-LocationScanned = { $location } to miejsce, nie towar
    .remedy = Zeskanuj kod kreskowy na samym towarze
refusal-NotInThisStep =
    { $step ->
        [scanning] Nie teraz: trwa skanowanie towaru
        [packaging] Nie teraz: najpierw opakowanie
        [weighing] Nie teraz: najpierw waga
        [confirming] Nie teraz: paczka czeka na potwierdzenie
        [closed] To zamówienie jest już zamknięte
       *[idle] Nie teraz: żadne zamówienie nie jest otwarte
    }
    .remedy =
    { $step ->
        [scanning] Skanuj towar z listy
        [packaging] Zeskanuj kod opakowania albo naciśnij „Dalej”
        [weighing] Postaw paczkę na wadze
        [confirming] Zeskanuj numer zamówienia
        [closed] Naklej etykietę i weź następne zamówienie
       *[idle] Zeskanuj numer zamówienia albo kuwetę
    }
refusal-NotOnPickList = { $product }: nie ma na liście
    .remedy = Odłóż tę sztukę na bok i weź właściwą
refusal-OneTooMany = { $product }: już komplet ({ $ordered }/{ $ordered })
    .remedy = Odłóż sztukę do kuwety
refusal-CaseTooLarge = { $product }: w kartonie { $units } szt., a brakuje { $missing }
    .remedy = Otwórz karton i zeskanuj pojedyncze sztuki
refusal-ParcelFull = { $product }: nie zmieści się w tej paczce
    .remedy = Włóż ją do następnej. Jeśli wchodzi: „Mieści się” i zeskanuj ponownie.
refusal-ParcelFull-heavy = { $product }: paczka byłaby za ciężka
    .remedy = Pójdzie do następnej paczki
refusal-OtherParcel = { $product }: to idzie do innej paczki
    .remedy = „{ $sort }” nigdy nie jedzie w jednej paczce z „{ $inside }”. Najpierw zamknij tę paczkę („Następna paczka”), potem zeskanuj jeszcze raz.
refusal-OwnParcel = { $product }: osobna paczka, we własnym kartonie
    .remedy = Nic z nim nie jedzie. Najpierw zamknij tę paczkę („Następna paczka”), potem zeskanuj jedną sztukę.
refusal-ParcelEmpty = Paczka jest pusta
    .remedy = Najpierw zeskanuj do niej towar
refusal-UnitsMissing =
    { $missing ->
        [one] Brakuje jeszcze { $missing } sztuki
       *[many] Brakuje jeszcze { $missing } sztuk
    }
    .remedy = Zeskanuj resztę. Jeśli towaru nie ma, zgłoś „Brak”.
refusal-CaptureMissing = { $product }: brakuje numeru lub daty
    .remedy = Zeskanuj z opakowania albo wpisz numer seryjny, partię lub datę ważności
refusal-BadCapture = To nie jest numer seryjny, partia ani data
    .remedy = Zeskanuj kod z etykiety producenta. Datę wpisz jako RRRR-MM-DD.
refusal-SerialTwice = Numer seryjny { $serial } już jest w zamówieniu
    .remedy = Zeskanuj numer z tej sztuki, nie z poprzedniej
refusal-AnswerFirst = Najpierw odpowiedz na pytanie
    .remedy = Wybierz odpowiedź na ekranie albo zeskanuj kartę z numerem. „Cofnij” zamyka pytanie.
refusal-NoSuchOption = Nie ma takiej odpowiedzi
    .remedy = Wybierz jedną z odpowiedzi na ekranie
refusal-ShortTooMany =
    { $missing ->
        [0] { $product }: niczego nie brakuje
        [one] { $product }: brakuje tylko { $missing } sztuki
       *[many] { $product }: brakuje tylko { $missing } sztuk
    }
    .remedy = Zgłoś najwyżej tyle, ilu sztuk brakuje
refusal-NothingToUndo = Nie ma czego cofnąć
    .remedy = Pracuj dalej
refusal-UnknownPackaging = Nieznane opakowanie: { $packaging }
    .remedy = Zeskanuj kod z półki z opakowaniami
refusal-PackagingTooWeak = { $packaging } za słabe: udźwig { $max }
    .remedy = Weź mocniejsze opakowanie i zeskanuj jego kod
refusal-NotCarried =
    { $limit ->
        [gross] Za ciężka dla „{ $service }”: najwyżej { $most }
       *[other] { $packaging } za duże dla „{ $service }”
    }
    .remedy =
        { $limit ->
            [size] { $found }, najwyżej { $most }.
            [side] Najdłuższy bok ma { $found }, najwyżej { $most }.
            [girth] Obwód ma { $found }, najwyżej { $most }.
            [counts] Z wymiarów liczy się jak { $found }, najwyżej { $most }.
           *[other] Cięższych paczek przewoźnik nie bierze.
        } { $has ->
            [0] Wyjmij część towaru („Cofnij”) i zrób dwie paczki albo wstrzymaj zamówienie.
           *[other] Weź { $instead } i zeskanuj kod.
        }
refusal-PackagingFirst = Najpierw wybierz opakowanie
    .remedy = Zeskanuj kod opakowania albo naciśnij „Dalej”
refusal-WeighFirst = Najpierw zważ paczkę
    .remedy = Postaw ją na wadze i poczekaj, aż wskazanie stanie
refusal-WeightOff-light = Paczka za lekka o { $difference }
    .remedy = Sprawdź, czego brakuje, i zważ ponownie (dopuszczalne ±{ $tolerance }). Jeśli jest wszystko, poproś lidera zmiany o zwolnienie.
refusal-WeightOff-heavy = Paczka za ciężka o { $difference }
    .remedy = Sprawdź, czego jest za dużo, i zważ ponownie (dopuszczalne ±{ $tolerance }). Jeśli wszystko się zgadza, poproś lidera zmiany o zwolnienie.
refusal-WeightImpossible = To nie może być waga paczki
    .remedy = Zdejmij paczkę, sprawdź, czy waga pokazuje zero, i postaw ją jeszcze raz
refusal-TooHeavy = Paczka za ciężka: najwyżej { $max }
    .remedy = Podziel towar na dwie paczki albo weź mocniejsze opakowanie
refusal-NothingToRelease = Nie ma czego zwalniać
    .remedy = Waga niczego nie blokuje, pracuj dalej
refusal-BoxFirst = Najpierw puste opakowanie { $packaging } na wagę
    .remedy = Poczekaj, aż wskazanie stanie. Inne opakowanie: zeskanuj jego kod.
refusal-BoxFirst-none = Najpierw puste opakowanie na wagę
    .remedy = Poczekaj, aż wskazanie stanie
refusal-BoxWeightOff-light = Puste opakowanie za lekkie o { $difference }
    .remedy = To inne opakowanie? Zeskanuj jego kod (dopuszczalne ±{ $tolerance }). Jeśli wszystko się zgadza, poproś lidera zmiany o zwolnienie.
refusal-BoxWeightOff-heavy = Puste opakowanie za ciężkie o { $difference }
    .remedy = Coś w nim leży? Inne opakowanie: zeskanuj jego kod (dopuszczalne ±{ $tolerance }). Jeśli wszystko się zgadza, poproś lidera zmiany o zwolnienie.
refusal-UnitNotInBox = { $product }: jeszcze nie w opakowaniu
    .remedy = Włóż i poczekaj, aż wskazanie stanie. Zeskanowane dwa razy: „Cofnij”.
refusal-TwoInBox = { $product }: włożono dwie, zeskanowano jedną
    .remedy = Wyjmij jedną: o { $difference } za dużo
refusal-UnitWeightOff-light = { $product }: za lekkie o { $difference }
    .remedy = Inny towar albo brak części? „Cofnij” i wyjmij (dopuszczalne ±{ $tolerance }). Jeśli wszystko się zgadza, poproś lidera zmiany.
refusal-UnitWeightOff-heavy = { $product }: za ciężkie o { $difference }
    .remedy = Inny towar albo więcej niż jedna? „Cofnij” i wyjmij (dopuszczalne ±{ $tolerance }). Jeśli wszystko się zgadza, poproś lidera zmiany.
refusal-UnitStillInBox = { $product }: jeszcze w opakowaniu
    .remedy = Wyjmij i poczekaj, aż wskazanie stanie
refusal-WrongOrderNumber = To numer { $scanned }, a pakujesz { $expected }
    .remedy = Zeskanuj { $expected }. Sprawdź, czy listy się nie zamieniły.
refusal-ToteTaken = W kuwecie { $tote } leży już { $order }
    .remedy = Weź wolną kuwetę
refusal-NoSuchParcel = Nie ma takiej zamkniętej paczki
    .remedy = Sprawdź numer zamówienia i numer paczki
refusal-LabelImpossible = Etykieta niemożliwa: { $field }
    .remedy = Tego pola nie da się wydrukować. Wydrukuj etykietę zastępczą i zgłoś biuru do poprawy.
refusal-NoTrackingNumbers = Skończyły się numery przesyłek
    .remedy = Wydrukuj etykietę zastępczą i zawołaj lidera zmiany. To, co zeskanowano, jest zapisane.
refusal-ScannerInUse = Tu skanuje się każdą sztukę
    .remedy = Zeskanuj towar. Sztukę z uszkodzonym kodem potwierdza lider zmiany.
refusal-BadMeasures = Żaden produkt nie ma takich wymiarów ani wagi
    .remedy = Zmierz ponownie: boki w mm, waga w g, wszystko powyżej zera
refusal-UnknownProduct = Nie ma w katalogu: { $sku }
    .remedy = Sprawdź SKU i podaj je jeszcze raz
refusal-BarcodeTaken = Ten kod ma już { $product }
    .remedy = Zeskanuj inny kod. Jeśli katalog się myli, zgłoś to biuru.
refusal-CodeInUse = { $code } oznacza tu już coś innego
    .remedy = Zamówienia, opakowania, identyfikatory, kuwety i karty poleceń zachowują swoje kody. Zeskanuj kod na produkcie.
refusal-UnknownException = Nie ma wyjątku { $exception }
    .remedy = Odśwież listę wyjątków
refusal-AlreadySettled = Wyjątek już załatwiony
    .remedy = Nic więcej nie trzeba
refusal-NotHeldThere = { $order }: nie trzyma go { $bench }
    .remedy = Odśwież listę stanowisk i sprawdź, kto trzyma zamówienie
refusal-HeldHere = { $order } trzyma to stanowisko
    .remedy = Spakuj je tutaj albo wstrzymaj
refusal-NotFromHere = { $bench } nie wpuści samo siebie
    .remedy = Wybierz „Wpuść ponownie” na innym stanowisku
refusal-NotADuplicate = { $order } nie jest wstrzymane jako duplikat
    .remedy = Spójrz jeszcze raz na listę wyjątków
refusal-NotGoneYet = { $order } jeszcze nie wyjechało: adres jest potrzebny
    .remedy = Wydaj paczki kurierowi albo poczekaj trzy dni od spakowania
refusal-NothingToErase = { $order }: nie ma już danych klienta
    .remedy = Nic więcej nie trzeba
refusal-NotYourself = Nikt nie usuwa sam siebie
    .remedy = Poproś innego lidera
refusal-BadEvent = Niezrozumiałe zdarzenie: { $why }
    .remedy = Popraw wiersz i wyślij go ponownie
refusal-NotSaved = Nie zapisano, dysk odmówił
    .remedy = Zrób to jeszcze raz. Jeśli się powtarza, przerwij pracę i zawołaj lidera zmiany.

## Odmowy w statystyce

kind-NotSignedIn = Nikt nie zalogowany
kind-UnknownBadge = Nieznany identyfikator
kind-WrongPin = Zły PIN
kind-OtherSecret = Stanowisko nie może sprawdzić PIN-u
kind-LockedOut = Za dużo błędnych PIN-ów
kind-NotPermitted = Brak uprawnienia
kind-SamePerson = Ta sama osoba
kind-ReasonNeeded = Nie podano powodu
kind-NoOrderOpen = Brak otwartego zamówienia
kind-AnotherOrderOpen = Otwarte inne zamówienie
kind-UnknownOrder = Nieznane zamówienie
kind-OrderHeld = Zamówienie wstrzymane
kind-AlreadyPacked = Już spakowane
kind-OrderCancelled = Zamówienie anulowane
kind-OrderChanged = Zamówienie zmienione
kind-OrderTakenOver = Zamówienie przejęte
kind-UnknownBarcode = Nieznany kod
kind-LocationScanned = Miejsce zamiast towaru
kind-NotInThisStep = Nie w tym kroku
kind-NotOnPickList = Zły towar
kind-OneTooMany = O jeden za dużo
kind-CaseTooLarge = Za duży karton zbiorczy
kind-ParcelFull = Paczka pełna
kind-OtherParcel = Należy do innej paczki
kind-OwnParcel = Jedzie we własnym kartonie
kind-ParcelEmpty = Paczka pusta
kind-UnitsMissing = Brakujące sztuki
kind-CaptureMissing = Brak numeru lub daty
kind-BadCapture = Zły numer lub data
kind-SerialTwice = Powtórzony numer seryjny
kind-AnswerFirst = Pytanie bez odpowiedzi
kind-NoSuchOption = Nie ma takiej odpowiedzi
kind-ShortTooMany = Zgłoszono za duży brak
kind-NothingToUndo = Nie było czego cofnąć
kind-UnknownPackaging = Nieznane opakowanie
kind-PackagingTooWeak = Za słabe opakowanie
kind-NotCarried = Przewoźnik tego nie weźmie
kind-PackagingFirst = Nie wybrano opakowania
kind-WeighFirst = Nie zważono
kind-WeightOff = Waga się nie zgadza
kind-WeightImpossible = Niemożliwa waga
kind-TooHeavy = Paczka za ciężka
kind-NothingToRelease = Nie było czego zwalniać
kind-BoxFirst = Brak opakowania na wadze
kind-BoxWeightOff = Waga opakowania się nie zgadza
kind-UnitNotInBox = Sztuka poza opakowaniem
kind-TwoInBox = Dwie w opakowaniu
kind-UnitWeightOff = Waga sztuki się nie zgadza
kind-UnitStillInBox = Sztuka jeszcze w opakowaniu
kind-WrongOrderNumber = Zły numer zamówienia
kind-ToteTaken = Kuweta zajęta
kind-NoSuchParcel = Nie ma takiej paczki
kind-LabelImpossible = Etykieta niemożliwa
kind-NoTrackingNumbers = Brak numerów przesyłek
kind-ScannerInUse = Skaner w użyciu
kind-BadMeasures = Niemożliwe wymiary
kind-UnknownProduct = Nieznany towar
kind-BarcodeTaken = Kod zajęty
kind-CodeInUse = Kod oznacza coś innego
kind-UnknownException = Nieznany wyjątek
kind-AlreadySettled = Wyjątek już załatwiony
kind-NotHeldThere = Inne stanowisko trzyma zamówienie
kind-HeldHere = Zamówienie na tym stanowisku
kind-NotFromHere = Wpuszczenie z innego stanowiska
kind-NotGoneYet = Usuwanie danych przed wyjazdem paczki
kind-NothingToErase = Usuwanie, choć danych już nie ma
kind-NotYourself = Usuwanie samego siebie
kind-NotADuplicate = Zamówienie nie jest duplikatem
kind-BadEvent = Niezrozumiałe zdarzenie
kind-NotSaved = Nie zapisano

## Dlaczego zamówienie jest wstrzymane

hold-Unpaid = Nieopłacone
    .remedy = Poczekaj na wpłatę
hold-NoLines = Nie ma żadnych pozycji
    .remedy = Trzeba sprawdzić zamówienie w sklepie
hold-NoName = Brak nazwiska odbiorcy
    .remedy = Trzeba uzupełnić adres
hold-NoStreet = Brak ulicy lub numeru
    .remedy = Trzeba uzupełnić adres
hold-NoPostcode = Brak kodu pocztowego
    .remedy = Trzeba uzupełnić adres
hold-BadPostcode = Zły kod pocztowy: { $postcode }
    .remedy = Trzeba poprawić adres
hold-NoCity = Brak miejscowości
    .remedy = Trzeba uzupełnić adres
hold-NoCountry = Brak kraju
    .remedy = Trzeba uzupełnić adres
hold-BadCountry = Zły kod kraju: { $country }
    .remedy = Trzeba poprawić adres
hold-NoPhone = Brak telefonu
    .remedy = Trzeba uzupełnić telefon
hold-BadPhone = Zły numer telefonu: { $phone }
    .remedy = Trzeba poprawić telefon
hold-NoLocker = Nie wybrano paczkomatu
    .remedy = Trzeba ustalić paczkomat z klientem
hold-BadLocker = Nie ma takiego paczkomatu: { $locker }
    .remedy = Trzeba ustalić paczkomat z klientem
hold-CityElsewhere = Zły kod pocztowy dla: { $city }
    .remedy = Trzeba poprawić adres
hold-BadEmail = Zły adres e-mail: { $email }
    .remedy = Trzeba poprawić adres e-mail
hold-Duplicate = Możliwy duplikat: { $of }
    .remedy = Trzeba ustalić, czy klient chce oba
hold-NoEori = Brak numeru EORI nadawcy
    .remedy = Trzeba wpisać go w ustawieniach jako sender_eori
hold-BadEori = Zły EORI nadawcy: { $value }
    .remedy = Trzeba poprawić sender_eori w ustawieniach
hold-NoCustoms = Do cła brak: { $sku }, { $field }
    .remedy = Trzeba uzupełnić dane celne
hold-BadCustoms = Do cła źle: { $sku }, { $field } { $value }
    .remedy = Trzeba poprawić dane celne
fault-BadVat = Zły NIP lub numer VAT: { $vat }
    .remedy = Trzeba ustalić numer z klientem
hold-Cancelled = Anulowane w sklepie
    .remedy = Odłóż towar na miejsce
hold-PutAside = Wstrzymane: { $reason }
    .remedy = Wznawia je „Otwórz ponownie”
hold-TakenElsewhere = Pakowane na innym stanowisku
    .remedy = Weź następne zamówienie
hold-MasterAway = Centrala nie odpowiada
    .remedy = To stanowisko nie ma tego zamówienia: weź inne, a to spróbuj później
hold-LeaseOver = Minął jego czas na stanowisku
    .remedy = Centrala nie odpowiada, a zamówienie mogą dostać inni: zostaw je i zawołaj lidera zmiany
hold-BenchCopied = Skopiowano dysk stanowiska
    .remedy = Nie otwiera ono zamówień, aż zostanie ponownie dopuszczone: zawołaj lidera zmiany

## Odpowiedzi do wyboru

option-Case = { $product }, karton { $units } szt.
reason-BinEmpty = Pusto w lokalizacji
reason-Damaged = Towar uszkodzony
reason-WrongInBin = W lokalizacji leży co innego
reason-TooSmall = Proponowane za małe
reason-ItFits = Wszystko się w nim mieści
reason-UsedUp = Proponowane się skończyło
reason-Fragile = Towar wymaga lepszej ochrony
reason-LabelSpoilt = Etykieta nieczytelna lub zgubiona
reason-NotPrinted = Nie wydrukowała się
reason-ContentsWrong = Zła zawartość paczki
reason-AskOffice = Pytanie do biura lub klienta
reason-Other = Inny powód
path-ShipShort = Wyślij to, co jest
path-Hold = Wstrzymaj, aż towar się znajdzie
path-CancelLine = Usuń pozycję z zamówienia

## Nazwy

role-Packer = Pakujący
role-Lead = Lider zmiany
role-Admin = Administrator
right-ConfirmByHand = ręczne potwierdzanie sztuk
right-ReleaseWeight = zwalnianie wagi
right-SkipLabelScan = pakowanie dalej bez skanu etykiety
right-BindBarcode = przypisywanie kodów
right-SeeStatistics = statystyki
right-SetUp = import i ustawienia
right-SettleExceptions = wyjątki i stanowiska
tag-Today = Wysyłka dziś
tag-Vip = VIP
tag-Express = Ekspres
tag-Pickup = Odbiór osobisty
tag-MadeToOrder = Na zamówienie
tag-Locker = Paczkomat
tag-Gift = Prezent
paper-Invoice = Faktura
paper-ReturnSlip = Formularz zwrotu
step =
    { $step ->
        [scanning] Skanowanie
        [packaging] Opakowanie
        [weighing] Ważenie
        [confirming] Potwierdzenie
        [closed] Zamknięte
       *[idle] Gotowe do pracy
    }
needs =
    { $needs ->
        [serial] Numer seryjny
        [lot] Partia
        [expiry] Data ważności
        [lot-expiry] Partia i data ważności
        [serial-lot] Numer seryjny i partia
        [serial-expiry] Numer seryjny i data ważności
        [all] Numer seryjny, partia i data ważności
       *[nothing] Nic
    }
delivery-inpost_locker = InPost Paczkomat
delivery-inpost_courier = InPost Kurier
delivery-dpd_courier = DPD Kurier
delivery-dhl_courier = DHL Kurier
delivery-gls_courier = GLS Kurier
delivery-pickup = Odbiór osobisty
field-order_no = numer zamówienia
field-order = numer zamówienia
field-tracking = numer przesyłki
field-sscc = numer SSCC
field-gross = waga paczki
field-service = usługa przewoźnika
field-routing = kierunek
field-recipient = odbiorca
field-recipient-name = nazwa odbiorcy
field-recipient-company = firma odbiorcy
field-recipient-lines = adres odbiorcy
field-recipient-street = ulica odbiorcy
field-recipient-postcode = kod pocztowy odbiorcy
field-recipient-city = miejscowość odbiorcy
field-recipient-country = kraj odbiorcy
field-recipient-phone = telefon odbiorcy
field-sender = nadawca
field-sender-name = nazwa nadawcy
field-sender-lines = adres nadawcy
field-sender-street = ulica nadawcy
field-sender-postcode = kod pocztowy nadawcy
field-sender-city = miejscowość nadawcy
field-sender-phone = telefon nadawcy
field-customs_description = opis po angielsku
field-hs_code = kod HS
field-origin = pochodzenie
field-unit_value = wartość sztuki
field-customs = dane celne

## Karty poleceń

card-GoOn = Dalej
    .remedy = Bierze proponowane opakowanie i idzie dalej
card-Undo = Cofnij
    .remedy = Cofa ostatni skan albo zamyka pytanie
card-Short = Brak
    .remedy = Zgłasza, że towaru brakuje
card-NextParcel = Następna paczka
    .remedy = Zamyka tę paczkę, reszta idzie do kolejnej
card-ItFits = Mieści się
    .remedy = Do tej paczki wejdzie więcej, niż wyliczono
card-Hold = Wstrzymaj
    .remedy = Odkłada zamówienie na później, z powodem
card-Reopen = Otwórz ponownie
    .remedy = Otwiera ostatnie zamówienie do poprawki
card-Reprint = Drukuj ponownie
    .remedy = Drukuje ostatnią etykietę jeszcze raz
card-SwitchPacker = Zmień pakującego
    .remedy = Wylogowuje. Zamówienie czeka na następną osobę.
card-Help = Pomoc
    .remedy = Mówi, co teraz można zrobić
card-ZeroScale = Zeruj wagę
    .remedy = Ustawia pustą wagę na 0
card-TareScale = Tara
    .remedy = To, co leży na wadze, liczy się odtąd jako 0
card-Option = Odpowiedź { $number }
    .remedy = Wybiera odpowiedź z tym numerem

## Co teraz

next-SignIn = Zeskanuj swój identyfikator
next-Pin = { $name }: wpisz PIN
next-OpenOrder = Zeskanuj numer zamówienia, kuwetę albo towar
next-OrderOfTote = Zeskanuj zamówienie dla kuwety { $tote }
next-Answer = Wybierz odpowiedź
next-Unit = Zeskanuj: { $product }
next-Unit-at = Zeskanuj: { $product }, { $location }
next-Units = Zeskanuj: { $product } ×{ $missing }
next-Units-at = Zeskanuj: { $product } ×{ $missing }, { $location }
next-TakeOut =
    { $surplus ->
        [one] Wyjmij i zeskanuj { $surplus } sztukę: { $product }
        [few] Wyjmij i zeskanuj { $surplus } sztuki: { $product }
       *[many] Wyjmij i zeskanuj { $surplus } sztuk: { $product }
    }
next-Count =
    { $units ->
        [one] Druga osoba przelicza: powinna być { $units } sztuka
        [few] Druga osoba przelicza: powinny być { $units } sztuki
       *[many] Druga osoba przelicza: powinno być { $units } sztuk
    }
next-Capture =
    { $needs ->
        [serial] Zeskanuj numer seryjny: { $product }
        [lot] Zeskanuj partię: { $product }
        [expiry] Zeskanuj datę ważności: { $product }
        [lot-expiry] Zeskanuj partię i datę ważności: { $product }
        [serial-lot] Zeskanuj numer seryjny i partię: { $product }
        [serial-expiry] Zeskanuj numer seryjny i datę ważności: { $product }
        [all] Zeskanuj numer seryjny, partię i datę ważności: { $product }
       *[nothing] Skanuj dalej: { $product }
    }
next-Packaging = Weź opakowanie: { $packaging }
next-Packaging-own = Własny karton: postaw go na wadze, bez opakowania
next-Packaging-none = Wybierz opakowanie i zeskanuj jego kod
next-Weigh = Postaw paczkę na wadze
next-TypeWeight = Zważ paczkę i wpisz wagę
next-WeighAgain-light = Za lekka o { $difference }. Przelicz i zważ ponownie
next-WeighAgain-heavy = Za ciężka o { $difference }. Przelicz i zważ ponownie
next-Box = Puste opakowanie { $packaging } na wagę
next-Box-none = Postaw na wadze puste opakowanie
next-IntoBox =
    { $units ->
        [one] Włóż do opakowania: { $product }
       *[many] Włóż do opakowania: { $units } × { $product }
    }
next-OutOfBox = Wyjmij z opakowania: { $product }
next-LookIntoBox-light = Za lekko o { $difference }. Zajrzyj do opakowania
next-LookIntoBox-heavy = Za ciężko o { $difference }. Zajrzyj do opakowania
next-Confirm = Zeskanuj numer zamówienia { $order }
next-Closed = Gotowe — naklej etykietę, weź następne zamówienie
next-PutBack = Zamówienie anulowane — odłóż towar na miejsce

## Łącze z centralą i wyjątki

link-Away = Centrala nie odpowiada
    .remedy = Pracuj dalej, połączenie wraca samo. Jeśli nie wraca, sprawdź adres, kabel, przełącznik sieci i serwer.
link-WrongPassword = Centrala nie przyjmuje konta albo hasła stanowiska
    .remedy = Popraw konto i hasło w Ustawieniach. Do tego czasu pracuj dalej.
link-PasswordFile = Plik z hasłem nie nadaje się do użycia: { $file }
    .remedy = Wpisz hasło na nowo w Ustawieniach albo popraw plik: ma go czytać tylko konto Pakowni. Do tego czasu pracuj dalej.
link-NoDatabase = Na serwerze nie ma takiej bazy danych
    .remedy = Popraw nazwę bazy w Ustawieniach albo poproś administratora, żeby ją założył. Do tego czasu pracuj dalej.
link-NotSetUp = W bazie nie ma takiego magazynu
    .remedy = Popraw nazwę magazynu w Ustawieniach. Nowy magazyn zakłada administrator poleceniem „pakownia master init”. Do tego czasu pracuj dalej.
link-Certificate-UnknownAuthority = Nie wiadomo, kto podpisał certyfikat serwera
    .remedy = Wskaż w Ustawieniach plik z certyfikatem urzędu (CA), który go podpisał. Do tego czasu pracuj dalej.
link-Certificate-OtherName = Certyfikat serwera jest wystawiony na inną nazwę
    .remedy = Wpisz w Ustawieniach adres dokładnie tak, jak w certyfikacie, albo wymień certyfikat serwera. Do tego czasu pracuj dalej.
link-Certificate-Expired = Certyfikat serwera stracił ważność
    .remedy = Administrator odnawia certyfikat na serwerze. Sprawdź też datę i godzinę na tym komputerze. Do tego czasu pracuj dalej.
link-Certificate-NotYetValid = Certyfikat serwera jeszcze nie jest ważny
    .remedy = Sprawdź datę i godzinę na tym komputerze i na serwerze. Do tego czasu pracuj dalej.
link-Certificate-NoneAtServer = Serwer nie szyfruje połączeń
    .remedy = Administrator włącza TLS na serwerze. Tylko w sieci, której nikt nie podsłucha, wybierz w Ustawieniach połączenie bez szyfrowania.
link-Certificate-BadFile = Plik z certyfikatem urzędu nie nadaje się do użycia: { $file }
    .remedy = Wskaż w Ustawieniach inny plik (PEM) z certyfikatem urzędu. Do tego czasu pracuj dalej.
link-Certificate-NobodyTrusted = Ten komputer nie ufa żadnemu urzędowi certyfikatów
    .remedy = Wskaż w Ustawieniach plik z certyfikatem urzędu (CA), który podpisał certyfikat serwera. Do tego czasu pracuj dalej.
link-Certificate-Other = Nie można zaufać certyfikatowi serwera: { $why }
    .remedy = Wskaż w Ustawieniach plik z certyfikatem urzędu, który go podpisał, albo wymień certyfikat serwera. Do tego czasu pracuj dalej.
link-NoMember = Konto nie jest kontem stanowiska w tym magazynie
    .remedy = Administrator dopisuje konto do grupy { $group } na serwerze. Do tego czasu pracuj dalej.
link-OtherSeat = Konto należy do innego stanowiska: { $tied }
    .remedy = Wpisz w Ustawieniach konto tego stanowiska ({ $station }) albo poproś administratora, żeby je przypisał. Do tego czasu pracuj dalej.
link-NoRight = Konto nie ma uprawnień: { $why }
    .remedy = Administrator nadaje kontu uprawnienia stanowiska na serwerze. Do tego czasu pracuj dalej.
link-OlderSchema = Baza centrali jest starsza niż program ({ $found }, potrzeba { $known })
    .remedy = Administrator podnosi ją poleceniem „pakownia master migrate”. Do tego czasu pracuj dalej.
link-NewerSchema = Baza centrali jest nowsza niż program ({ $found }, program zna { $known })
    .remedy = Zainstaluj na tym stanowisku nowszy program. Do tego czasu pracuj dalej.
link-DiskFull = Na serwerze skończyło się miejsce
    .remedy = Zwolnij miejsce na dysku serwera. Stanowiska pracują dalej, zapisy czekają.
link-ReadOnly = Centrala niczego nie przyjmuje: tylko do odczytu
    .remedy = Sprawdź, czy adres nie wskazuje repliki i czy dysk serwera nie przeszedł w tryb odczytu. Do tego czasu pracuj dalej.
link-Quarantined = Dwa stanowiska mają tę samą tożsamość
    .remedy = Skopiowano dysk. Dokończ otwarte zamówienie, wyłącz kopię, a lider zmiany wpuści stanowisko ponownie z innego. W sklepie z jednym stanowiskiem: pakownia doctor --let-in.
link-BadSettings = Ustawień centrali nie da się użyć: { $why }
    .remedy = Popraw adres, bazę i magazyn w Ustawieniach. Do tego czasu pracuj dalej.
link-Other = Centrala odmówiła: { $why }
    .remedy = Pracuj dalej i zawołaj administratora
rejection-UnknownOrder = centrala nie zna zamówienia { $order }
rejection-OldFence = zamówienie oddano w tym czasie innemu stanowisku
rejection-HeldElsewhere = zamówienie trzyma stanowisko { $holder }
rejection-CopiedDisk = centrala ma pod tym numerem inny zapis tego stanowiska
rejection-Unstorable = baza centrali nie mogła tego zapisać: { $why }
exception-PackedThenCancelled = Spakowane, a sklep anulował zamówienie
    .remedy = Wyjmij paczkę spośród gotowych do wysyłki. Rozpakuj ją, odłóż towar na miejsca, zniszcz etykietę.
exception-PackedThenEdited = Spakowane, a sklep zmienił zamówienie
    .remedy = Zatrzymaj paczkę. Porównaj zawartość z zamówieniem: spakowano wersję { $packed }, teraz jest { $now }. Popraw paczkę albo ustal z biurem, że jedzie tak.
exception-StockShort = { $sku }: spakowano więcej, niż było w księgach
    .remedy = Policz miejsce { $location }, księgi mają tam { $units }. Sprawdź, czy do paczki trafił właściwy towar, i popraw stan w sklepie.
exception-StockShort-anywhere = { $sku }: spakowano więcej, niż było w księgach
    .remedy = Policz wszystkie miejsca towaru, księgi mają { $units }. Sprawdź, czy do paczki trafił właściwy towar, i popraw stan w sklepie.
exception-FactRejected = Nie uznane przez centralę: { $fact }
    .remedy = Powód: { $why }. Znajdź na stanowisku { $bench } towar i paczkę tego zamówienia. Nie wydawaj ich, zanim nie wiadomo, która paczka jest właściwa.
exception-TakenOver = Przejęte od { $bench }, które nie odpowiadało
    .remedy = Poszukaj na stanowisku { $bench } drugiej paczki i towaru tego zamówienia. Wydaj tylko jedną paczkę. Przejęcie: { $by }, { $reason }.
exception-CopiedBench = Dwa komputery pracują jako { $bench }
    .remedy = Odszukaj oba i wyłącz ten ze skopiowanym dyskiem. Sprawdź paczki z obu, potem wpuść stanowisko ponownie.
exception-MasterRestored = Centralę cofnięto do wcześniejszego stanu
    .remedy = Włącz wszystkie stanowiska, żeby wysłały, co zrobiły od tamtej pory. Dopóki nie skończą, nie wydawaj paczek spakowanych po tej chwili.
topic-product = produkty
topic-barcode = kody kreskowe
topic-stock = stany
topic-kit = zestawy
topic-customer = życzenia klientów
topic-packaging = opakowania
topic-worker = pracownicy
topic-tote = kuwety
topic-setting = ustawienia
topic-order = zamówienia
topic-standing = stan zamówień
topic-exception = wyjątki
topic-gone = usunięte wiersze
fact-OrderOpened = zamówienie otwarte
fact-OrderResumed = zamówienie wznowione
fact-OrderRevised = zamówienie zmienione
fact-OrderWithdrawn = zamówienie wycofane
fact-OrderPutAside = zamówienie wstrzymane
fact-OrderReopened = zamówienie otwarte ponownie
fact-UnitsPacked = sztuki spakowane
fact-UnitsTakenOut = sztuki wyjęte
fact-UnitCaptured = numer albo data zapisane
fact-ShortDeclared = brak zgłoszony
fact-Asked = pytanie
fact-BarcodeBound = kod przypisany do towaru
fact-BenchReadmitted = stanowisko przyjęte z powrotem
fact-ComplaintTaken = reklamacja
fact-EntryLost = wpis nieczytelny
fact-ExceptionSettled = wyjątek zamknięty
fact-LabelReprinted = etykieta drukowana ponownie
fact-PickListHandedOut = lista kompletacyjna wydana
fact-ProductMeasured = towar zmierzony
fact-QuestionClosed = odpowiedź
fact-RecoveryEnded = koniec czekania na stanowiska
fact-Refused = odmowa
fact-ScaleChecked = waga sprawdzona
fact-SignInRefused = logowanie odrzucone
fact-SignedIn = zalogowanie
fact-SignedOut = wylogowanie
fact-ToteBound = kuweta przypisana do zamówienia
fact-ToteOffered = kuweta zeskanowana
fact-WeightCorrected = waga w katalogu poprawiona
fact-WeightForgotten = nauczona waga zapomniana
fact-WeightTaught = waga zapamiętana do nauki
fact-ParcelCut = paczka podzielona
fact-ParcelStretched = w paczce więcej, niż wyliczono
fact-PackagingTaken = opakowanie wzięte
fact-Weighed = paczka zważona
fact-WeightReleased = waga zwolniona
fact-UnitStepBegun = ważenie każdej sztuki rozpoczęte
fact-BoxWeighed = puste opakowanie zważone
fact-UnitsOffered = sztuki zeskanowane, czekają na wagę
fact-UnitsOutDue = sztuki do wyjęcia
fact-UnitsWeighed = sztuki zważone
fact-UnitWeightReleased = waga sztuk zwolniona
fact-UnitsSetBack = skan cofnięty
fact-UnitsNotWeighed = sztuki nieważone
fact-UnitStepEnded = ważenie każdej sztuki zakończone
fact-ParcelClosed = paczka zamknięta
fact-OrderClosed = zamówienie zamknięte
fact-LabelStored = etykieta zapisana
fact-DocumentMissing = brak dokumentu
fact-OrderTakenOver = zamówienie przejęte
fact-DuplicateLetGo = duplikat zwolniony
fact-PersonalDataErased = dane klienta usunięte
fact-PersonViewOpened = otwarto wskaźniki osób
fact-WorkerErased = nazwisko pracownika usunięte

## Ogólne

AppName = Pakownia
Cancel = Anuluj
Close = Zamknij
Back = Wróć
Yes = Tak
No = Nie
TryAgain = Spróbuj ponownie
Today = Dzisiaj
Loading = Wczytuję…
Other = Inne

## Menu

MenuQueue = Kolejka
MenuStatistics = Statystyki
MenuImport = Import
MenuDocuments = Dokumenty
MenuPrintJobs = Wydruki
MenuSettings = Ustawienia
MenuLead = Dla lidera…

## Logowanie

SignInScanBadge = Zeskanuj swój identyfikator
SignInTypePin = { $name }: wpisz PIN
SignInBadge = Numer identyfikatora
SignInPin = PIN
SignInPinHint = Co najmniej 6 cyfr
SignInButton = Zaloguj
SignInOtherBadge = Inny identyfikator
SignInTypeBadge = Wpisz numer ręcznie…
SignInIdleLocked = Zablokowane po przerwie. Zaloguj się ponownie.
SignInDemoHint = Demo: identyfikator { $badge }, PIN { $pin }
SignOut = Wyloguj
PadClear = Wyczyść
PadDelete = Usuń cyfrę
PadDone = Gotowe

## Kolejka

QueueHeading = Do spakowania
QueueReady =
    { $count ->
        [one] { $count } zamówienie gotowe
        [few] { $count } zamówienia gotowe
       *[many] { $count } zamówień gotowych
    }
QueueHeld =
    { $count ->
        [one] { $count } wstrzymane
        [few] { $count } wstrzymane
       *[many] { $count } wstrzymanych
    }
QueuePackedToday =
    { $count ->
        [one] Dziś spakowano { $count } zamówienie
        [few] Dziś spakowano { $count } zamówienia
       *[many] Dziś spakowano { $count } zamówień
    }
QueuePackedTodayShort = Dziś: { $count }
QueueEmpty = Wszystko spakowane
QueueNothingHeld = Nic nie jest wstrzymane
QueueNoData = Brak danych. Zaimportuj folder z plikami CSV.
QueueBegun = Rozpoczęte
QueueMore = i jeszcze { $count }
QueuePickLists =
    { $count ->
        [one] Lista kompletacyjna ({ $count } zamówienie)…
        [few] Lista kompletacyjna ({ $count } zamówienia)…
       *[many] Lista kompletacyjna ({ $count } zamówień)…
    }
QueueMark = Zaznacz do listy
CutoffAt = do { $time }
CutoffLeft =
    { $minutes ->
        [one] została { $minutes } minuta
        [few] zostały { $minutes } minuty
       *[many] zostało { $minutes } minut
    }
CutoffPassed = po czasie
ColOrder = Zamówienie
ColCutoff = Do godziny
ColTags = Oznaczenia
ColDelivery = Dostawa
ColLines = Pozycje
ColUnits = Sztuki
ColReason = Powód
ColWhatToDo = Co dalej

## Ile

Units =
    { $count ->
        [one] { $count } sztuka
        [few] { $count } sztuki
       *[many] { $count } sztuk
    }
Lines =
    { $count ->
        [one] { $count } pozycja
        [few] { $count } pozycje
       *[many] { $count } pozycji
    }
Orders =
    { $count ->
        [one] { $count } zamówienie
        [few] { $count } zamówienia
       *[many] { $count } zamówień
    }
Parcels =
    { $count ->
        [one] { $count } paczka
        [few] { $count } paczki
       *[many] { $count } paczek
    }
Minutes =
    { $count ->
        [one] { $count } minuta
        [few] { $count } minuty
       *[many] { $count } minut
    }
Seconds =
    { $count ->
        [one] { $count } sekunda
        [few] { $count } sekundy
       *[many] { $count } sekund
    }

## Pakowanie

Location = Lokalizacja
NextLocation = Jeśli pusto, szukaj
NoLocation = Brak lokalizacji
NoPicture = Brak zdjęcia
Sku = SKU
Quantity = Ilość
Counter = { $done } / { $of }
Remaining =
    { $count ->
        [one] Została { $count } sztuka
        [few] Zostały { $count } sztuki
       *[many] Zostało { $count } sztuk
    }
RemainingLines = Jeszcze do zeskanowania
AllIn = Komplet
LineDone = Komplet
LineShort = Brak { $count } szt.
KitPart = Z zestawu { $kit }
Order = Zamówienie
OrderNumbered = Zamówienie { $order }
ParcelOf = Paczka { $parcel } z { $of }
Delivery = Dostawa
Packaging = Opakowanie
PackagingSuggested = Proponowane: { $code }
PackagingNoneFits = Żadne opakowanie nie pasuje wymiarami
PackagingChoose = Inne opakowanie…
PackagingWhy = Dlaczego inne niż proponowane?
Expected = Powinno być
Tolerance = Tolerancja
Measured = Zmierzono
Difference = Różnica
MeasuredNet = Zważono, tara odjęta
ScaleSaidAsked = Waga dostała polecenie…
ScaleSaidDone = Waga wykonała polecenie
ScaleSaidRefused = Waga nie wykonała polecenia: leży na niej za dużo albo się nie uspokaja
ScaleSaidPressKey = Ta waga nie przyjmuje takiego polecenia: wciśnij jej własny klawisz
ScaleSaidNoScale = Waga nie jest podłączona
ScaleWaits = Waga czeka na paczkę
ScaleCannotTell = Waga nie rozpozna: { $products } — policz jeszcze raz
WeightType = Wpisz wagę…
WeightTypeGrams = Waga w gramach
WeightTyped = Waga wpisana ręcznie
WeightReleased = Zwolnione przez lidera zmiany
Notes = Uwagi
NoteOrder = Do zamówienia
NoteCustomer = Ten klient zawsze
NoteProduct = Jak pakować: { $product }
NotesSeen = Przeczytane
PaperInvoiceReady = Faktura: włóż do paczki
PaperInvoiceMissing = Faktury brak: wyślij bez niej albo wydrukuj
PaperReturnSlipReady = Formularz zwrotu: włóż do paczki
PaperReturnSlipMissing = Formularza zwrotu brak: wyślij bez niego albo wydrukuj
Tracking = Numer przesyłki
Serial = Numer seryjny
Lot = Partia
Expiry = Data ważności
ExpiryHint = RRRR-MM-DD
CaptureHeading = Zapisz przy tej sztuce: { $product }
CaptureSave = Zapisz
ParcelClosed = Paczka zamknięta
LabelPrinted = Etykieta wydrukowana
LabelWaiting = Etykieta czeka na drukarkę

## Klawisze

KeyGoOn = Dalej
KeyShort = Brak…
KeyNextParcel = Następna paczka
KeyHold = Wstrzymaj…
KeyReopen = Otwórz ponownie…
KeyReprint = Drukuj ponownie…
KeySwitchPacker = Zmień pakującego
KeyManual = Potwierdź ręcznie…
KeyBind = Przypisz kod…
KeyRelease = Zwolnij wagę…
KeySecondCount = Drugie liczenie…

## Okna

ReleaseHeading = Zwolnienie paczki mimo różnicy wagi
ReleaseScanBadge = Lider zmiany: zeskanuj identyfikator
ReleasePin = PIN lidera zmiany
ReleaseDifference = Różnica: { $difference }
ReleaseWhyCatalogue = Zła waga w katalogu
ReleaseWhyFiller = Inna ilość wypełniacza
ReleaseWhyRecounted = Przeliczone, wszystko jest
ReleaseButton = Zwolnij paczkę
ReasonHeading = Powód
ReasonNeeded = Wybierz albo wpisz powód
ShortHeading = Zgłoś brak
ShortWhich = Czego brakuje?
ShortHowMany = Ilu sztuk brakuje?
ShortWhy = Dlaczego?
ShortWhatNow = Co z zamówieniem?
ShortOf = Brak: { $sku }
ManualHeading = Potwierdzenie sztuki bez skanu
ManualWhich = Który towar?
ManualWhy = Dlaczego bez skanu?
ManualWhyDamaged = Kod uszkodzony
ManualWhyAbsent = Na towarze nie ma kodu
ManualWhyUnreadable = Skaner nie czyta kodu
ManualCounts = Potwierdzenia ręczne są zliczane
BindCode = Kod: { $code }
BindUnits = Sztuk w jednym skanie
BindButton = Przypisz kod
CountHeading = Kontrola przez drugą osobę
CountExplain = Przelicz towar w paczce. Jeśli zgadza się z listą, potwierdź identyfikatorem i PIN-em.
CountButton = Wszystko się zgadza
HoldHeading = Wstrzymanie zamówienia
ReopenHeading = Ponowne otwarcie zamówienia
ReprintHeading = Ponowny wydruk etykiety
QuestionAnswer = Dotknij odpowiedzi albo zeskanuj kartę z jej numerem

## Import

ImportHeading = Import danych
ImportChoose = Wybierz folder…
ImportHint = Folder z plikami CSV: towary, kody, stany, opakowania, pracownicy, zamówienia
ImportFolder = Folder: { $folder }
ImportStart = Importuj
ImportSkipBadRows = Pomiń błędne wiersze i zaimportuj resztę
ImportProgress = Wiersz { $done } z { $total }
ImportDone = Import zakończony
ImportAdded =
    { $count ->
        [one] { $count } nowy wiersz
        [few] { $count } nowe wiersze
       *[many] { $count } nowych wierszy
    }
ImportChanged =
    { $count ->
        [one] { $count } zmieniony wiersz
        [few] { $count } zmienione wiersze
       *[many] { $count } zmienionych wierszy
    }
ImportSame =
    { $count ->
        [one] { $count } wiersz bez zmian
        [few] { $count } wiersze bez zmian
       *[many] { $count } wierszy bez zmian
    }
ImportNotes =
    { $count ->
        [one] { $count } poprawka w danych
        [few] { $count } poprawki w danych
       *[many] { $count } poprawek w danych
    }
ImportRefused =
    { $count ->
        [one] { $count } błędny wiersz
        [few] { $count } błędne wiersze
       *[many] { $count } błędnych wierszy
    }
ImportNothingChangedTerminal = Niczego nie zmieniono. Popraw wiersze albo weź same dobre: --skip-bad-rows.
ImportSummary = nowe: { $added }, zmienione: { $changed }, bez zmian: { $same }, pominięte: { $skipped }
ImportNothingChanged = Niczego nie zmieniono. Popraw pliki i importuj jeszcze raz albo pomiń błędne wiersze.

## Statystyki

StatHeading = Statystyki
StatFrom = Od dnia
StatTo = Do dnia
StatLastDays =
    { $count ->
        [one] Ostatni { $count } dzień
        [few] Ostatnie { $count } dni
       *[many] Ostatnich { $count } dni
    }
StatShow = Pokaż
StatExport = Zapisz tabelę…
StatOrders = Zamówienia spakowane
StatParcels = Paczki zamknięte
StatLines = Pozycje spakowane
StatUnits = Sztuki spakowane
StatRefusals = Odmowy
StatFirstPass = Bez pomyłek od razu
StatFirstPassHint = Udział zamówień zamkniętych bez żadnej złej, nadmiarowej ani brakującej sztuki
StatOrdersPerHour = Zamówienia na godzinę
StatLinesPerHour = Pozycje na godzinę
StatByKind = Odmowy według rodzaju
StatByPacker = Odmowy według pakującego
StatOtherPackagings = Inne opakowanie niż proponowane
StatPackaging = Opakowanie
StatByProduct = Odmowy według towaru
StatByHour = Według godziny
StatKind = Rodzaj
StatPacker = Pakujący
StatProduct = Towar
StatHour = Godzina
StatCount = Ile razy
StatNothing = W tych dniach nic się nie działo
StatNotMeasured = brak danych

## Dokumenty i wydruki

DocHeading = Dokumenty
DocPickList = Lista kompletacyjna
DocPickListHint = Jedno zamówienie albo kilka według miejsc na wózku
DocCommandSheet = Karty poleceń
DocCommandSheetHint = Kody do skanowania zamiast myszy, po polsku i angielsku
DocScannerSheet = Arkusz skanera
DocScannerSheetHint = Ustawienie skanera i kod testowy
DocBadges = Identyfikatory
DocBadgesHint = Identyfikatory wszystkich pracowników
DocPackagingSheet = Kody opakowań
DocPackagingSheetHint = Do powieszenia na półce z opakowaniami
DocLocations = Kody lokalizacji
DocLocationsHint = Do naklejenia na półki, kod każdego miejsca
DocTotes = Kody kuwet
DocTotesHint = Trzydzieści kodów kuwet, numerowanych od 1
DocSave = Zapisz PDF…
DocSaved = Zapisano: { $file }
DocNotSaved = Nie zapisano { $file }: { $why }
PrintHeading = Wydruki
PrintNone = Nic nie czeka na drukarkę
PrintWaits = Czeka na drukarkę
PrintWaiting =
    { $count ->
        [one] Czeka { $count } wydruk
        [few] Czekają { $count } wydruki
       *[many] Czeka { $count } wydruków
    }
PrintFailed = Nie wydrukowano: { $why }
PrintRetry = Drukuj jeszcze raz

## Ustawienia i test skanera

SetPolish = Polski
SetEnglish = English
SetTheme = Wygląd
SetDark = Ciemny
SetLight = Jasny
SetSound = Dźwięki
SetSoundOff = Ta wersja programu nie ma dźwięku
SetStation = Stanowisko
SetVersion = Wersja
SetMasterOpen = Centrala: ustawienia…
SetMasterHeading = Centrala
SetMasterBack = Wróć
SetMasterHost = Serwer (nazwa albo adres)
SetMasterPort = Port
SetMasterDatabase = Baza danych
SetMasterSchema = Magazyn (schemat)
SetMasterAccount = Konto stanowiska
SetMasterPassword = Hasło
SetMasterPasswordKept = Hasło (puste: bez zmian)
SetMasterCa = Certyfikat urzędu, plik (puste: urzędy systemu)
SetMasterCaChoose = Wybierz plik…
SetMasterLine = Szyfrowanie
SetMasterProved = Szyfrowane, serwer potwierdza nazwę
SetMasterPlain = Bez szyfrowania: można podsłuchać
SetMasterTry = Wypróbuj
SetMasterSave = Zapisz
SetMasterAloneKey = Tylko to stanowisko
SetMasterNow = Teraz obowiązuje
SetMasterIsAlone = Tylko to stanowisko, centrala jest na jego dysku
SetMasterAddress = { $account } na { $host }:{ $port }, baza { $database }, magazyn { $schema }
SetMasterAnswer = Odpowiedź
SetMasterNothing = „Wypróbuj” pyta serwer i niczego nie zmienia. „Zapisz” łączy od razu.
SetMasterTrying = Pytam serwer…
SetMasterFound = OK, to jest centrala
SetMasterFoundWhat = PostgreSQL { $server }, tabele w wersji { $schema }, księga { $ledger }
SetMasterSaved = Zapisano. Stanowisko łączy się teraz.
SetMasterAloneDone = Zapisano. Stanowisko pracuje teraz samo.
SetMasterUnsent = Jeszcze nie: na centralę czekają zapisy ({ $facts }). Najpierw muszą wyjść.
SetMasterOrderOpen = Jeszcze nie: najpierw dokończ otwarte zamówienie.
SetMasterFailed = Nie zapisano: { $why }
SetMasterHostWrong = Wpisz nazwę albo adres serwera i nic więcej
SetMasterPortWrong = Port to liczba od 1 do 65535, zwykle 5432
SetMasterDatabaseWrong = Wpisz nazwę bazy danych
SetMasterSchemaWrong = Nazwa magazynu: małe litery, cyfry i podkreślenia, na początku litera
SetMasterAccountWrong = Wpisz nazwę konta stanowiska
SetLeadOnly = Zmienia tylko lider zmiany
ScannerTestHeading = Test skanera
ScannerTestScanBoth = Zeskanuj stąd oba kody, jeden po drugim
ScannerTestScan = Zeskanuj kod testowy z arkusza skanera
ScannerTestOk = Skaner czyta dobrze
ScannerTestLayout = Układ klawiatury skanera jest inny. Zeskanuj kod ustawień z arkusza i powtórz test.
ScannerTestNoEnter = Skaner nie kończy kodu Enterem. Zeskanuj kod ustawień z arkusza i powtórz test.
ScannerTestCaps = Duże i małe litery są zamienione: wyłącz Caps Lock na klawiaturze i w skanerze
ScannerTestCut = Brakuje części kodu: usuń w skanerze ustawione obcinanie i sprawdź kabel
ScannerTestSeparatorOk = Skaner przekazuje separator GS1
ScannerTestNoSeparator = Skaner gubi separator GS1: ustaw wysyłanie FNC1 jako GS (ASCII 29), w trybie klawiatury jako Ctrl+]
ScannerTestOtherSeparator = Zamiast separatora GS1 przychodzi { $sign }: ustaw wysyłanie FNC1 jako GS (ASCII 29)
ScannerTestOther = To nie jest kod testowy: { $code }

## Łącze, stanowiska, wyjątki

MenuSync = Łącze
MenuExceptions = Wyjątki
LevelOk = w porządku
LevelWatch = uwaga
LevelAlarm = alarm
SyncOn = Połączono z centralą
SyncOnHint = Dane i zapisy płyną same
SyncTrying = Łączę się z centralą…
SyncNotHeard = dawno nic nie było słychać; czy okno jest otwarte?
SyncWindowIsOpen = Okno Pakowni jest otwarte i samo wysyła i pobiera: nic nie trzeba robić. Stan pokazuje „pakownia sync status”. Żeby zrobić to bez okna, najpierw je zamknij.
TerminalPassword = Polecenie bierze hasło z --password-file, ze zmiennej PAKOWNIA_MASTER_PASSWORD albo z ~/.pgpass
TerminalAuthority = Polecenie bierze plik z certyfikatem urzędu z --ca
SyncOffSince = Od { $since }. Następna próba o { $retry }.
SyncFirstLoad = Pierwsze pobieranie: zostało wierszy { $rows }
SyncAutonomy = Bez centrali stanowisko popracuje
SyncAbout = ok. { $span }
SyncAutonomyUnknown = jeszcze nie wiadomo
SyncAutonomyHint = Liczone z tempa ostatniej godziny, zamówień i numerów na zapas oraz z tego, jak długo są ważne
SyncAutonomyWhy = Pierwsza godzina pakowania pokaże tempo
SyncFigures = Co i kiedy przeszło
SyncLastPull = Dane odebrane
SyncLastPush = Zapisy przyjęte
SyncQueue = Czeka na wysłanie
SyncQueueOf = { $facts }, najstarszy od { $span }
SyncRejected = Nie uznane przez centralę
SyncExceptions = Otwarte wyjątki
SyncOrdersHeld = Zamówienia na zapas
SyncOrdersUntil = { $orders }, pierwsze ważne do { $until }
SyncNumbers = Numery przesyłek na zapas
SyncDataAge = Wiek danych
SyncDrift = Zgodność danych z centralą
SyncDriftUnknown = jeszcze nie porównano
SyncDriftNone = zgodne ({ $ago })
SyncDriftFound = różnią się: { $topics }
SyncCompare = Porównaj teraz
SyncBackup = Kopia bazy stanowiska
SyncDamaged = uszkodzona: uruchom program ponownie
SyncRescued = odtworzona po uszkodzeniu, brakuje zapisów: { $facts }
SyncAgo = { $span } temu
SyncJustNow = przed chwilą
SyncNever = jeszcze nigdy
SyncNothing = nic
BenchesHeading = Stanowiska
BenchesRefresh = Odśwież
BenchesNone = Centrala jeszcze nie odpowiedziała, kto pracuje
BenchesTold = Stan: { $ago }. Wolne zamówienia: { $orders }.
BenchesName = Stanowisko
BenchesSeen = Widziane
BenchesUnsent = Nie wysłane
BenchesHeld = Trzyma
BenchHere = to stanowisko
BenchQuarantined = skopiowany dysk
BenchTakeOver = Przejmij…
BenchTakeOverOf = Przejmij zamówienie: { $bench }
BenchReadmit = Wpuść ponownie…
BenchReadmitOf = Wpuść ponownie: { $bench }
TakeOverHeading = Przejąć zamówienie ze stanowiska { $bench }
TakeOverWarning = Na tamtym stanowisku mogą leżeć towar albo gotowa paczka. Podejdź i sprawdź, zanim przejmiesz: inaczej klient dostanie dwie paczki.
TakeOverWhich = Które zamówienie?
TakeOverWhyBroken = Komputer nie działa
TakeOverWhyNobody = Nikt tam nie pracuje
TakeOverWhyLooked = Sprawdzone, nic tam nie leży
TakeOverButton = Przejmij
ReadmitHeading = Wpuścić ponownie stanowisko { $bench }
ReadmitWarning = Najpierw wyłącz komputer ze skopiowanym dyskiem. Dwa komputery pod jedną nazwą mieszają sobie zapisy.
ReadmitWhyCopyOff = Kopia wyłączona
ReadmitWhyRestored = Przywrócone z własnej kopii
ReadmitButton = Wpuść ponownie
RecoveryHeading = Centralę cofnięto. Nowych zamówień na razie nie ma
RecoveryWaits = Czekam, aż wyślą swoje zapisy: { $benches }
RecoveryButton = Nie czekaj dłużej…
RecoveryWarning = To, co te stanowiska spakowały od tamtej pory, może zostać spakowane drugi raz. Włącz je, jeśli się da.
RecoveryWhyGone = Stanowiska już nie ma
RecoveryWhyChecked = Paczki sprawdzone na stole
WhyField = Powód własnymi słowami
ExceptionsWhatToDo = Co zrobić, zanim cokolwiek wydasz
TroubleLinkNeedsLead = Łącze z centralą: zawołaj lidera zmiany
TroubleGoOnFor = Pracuj dalej, ok. { $span }
TroubleGoOn = Pracuj dalej
TroubleNothingLeft = Zapas się skończył: zawołaj lidera zmiany
TroubleFinishAndCall = Dokończ zamówienie i zawołaj lidera zmiany

## Demo

DemoHeading = Urządzenia na niby
DemoHint = Tu zamiast skanera, wagi i drukarki działają przyciski
DemoScanner = Skaner
DemoScanField = Dowolny kod
DemoScan = Skanuj
DemoScanUnknown = Skanuj nieznany kod
DemoSignIn = Zaloguj się
DemoScale = Waga
DemoPutOn = Postaw paczkę
DemoPutOnOff = Postaw z różnicą { $difference }
SetEachUnit = Waż każdą sztukę przy wkładaniu do opakowania
DemoBoxOn = Postaw puste opakowanie
DemoUnitIn = Do opakowania
DemoUnitsTwo = Dwie do opakowania
DemoUnitOut = Z opakowania
DemoTakeOff = Zdejmij z wagi
DemoPrinter = Drukarka
DemoOutOfPaper = Zabierz papier
DemoPaperIn = Włóż papier
DemoNoPrint = Jeszcze nic nie wydrukowano

## Pas werdyktu

VerdictRight = DOBRZE
VerdictWrong = ZŁY TOWAR
VerdictOneTooMany = O JEDEN ZA DUŻO
VerdictTooMany = ZA DUŻO
VerdictUnknown = NIEZNANY KOD
VerdictRefused = ODMOWA
VerdictStop = STOP
VerdictQuestion = PYTANIE
VerdictIntoBox = DO KARTONU
VerdictIgnored = BEZ ZMIAN

## Lampki

ScanAgain = Kod przyszedł niepełny. Zeskanuj jeszcze raz.
ScanNoEnd = Skaner nie kończy kodu Enterem. Zeskanuj kod ustawień z arkusza skanera.
LampScanner = Skaner
LampScale = Waga
LampPrinter = Drukarka
LampMaster = Centrala
LampDisk = Dysk
LampOk = działa
LampOff = nie podłączono
TroubleNotFound = { $what } nie odpowiada: sprawdź kabel i zasilanie
TroubleNoFocus = Kliknij okno Pakowni, skaner pisze gdzie indziej
TroubleLayoutDiffers = Inny układ klawiatury skanera: zrób test skanera
TroubleScaleSilent = Waga nie odpowiada: sprawdź, czy jest włączona
TroubleScaleUnknown = Waga mówi nieznanym językiem: wpisz jej „protocol” w bench.toml
TroubleScaleLoaded = Opróżnij wagę raz przed następną paczką
TroubleScaleBelowZero = Waga poniżej zera: odłóż tackę na miejsce albo opróżnij wagę i wciśnij „Zeruj wagę”
TroubleScaleNeedsZero = Pusta waga nie pokazuje 0: wciśnij „Zeruj wagę”
TroubleScaleDrifts = Masa pełznie: rozgrzej wagę, wypoziomuj ją i wyzeruj
TroubleScaleFrozen = Waga od dziesięciu minut pokazuje to samo: zdejmij ładunek albo wyłącz ją i włącz
TroubleScaleRestless = Waga się nie uspokaja: przeciąg albo coś dotyka szalki
TroubleNoPermission = Brak prawa do { $port }: dodaj użytkownika do grupy dialout
TroublePortBusy = Inny program używa { $port }: zamknij go
TroubleUnsent =
    { $facts ->
        [one] { $facts } zapis czeka na wysłanie do centrali
        [few] { $facts } zapisy czekają na wysłanie do centrali
       *[many] { $facts } zapisów czeka na wysłanie do centrali
    }
TroubleDiskLow = Mało miejsca na dysku: { $megabytes } MB. Wezwij administratora.
TroubleDiskFull = Brak miejsca na dysku stanowiska: niczego nie zapisano. Zwolnij miejsce i zeskanuj jeszcze raz.
TroubleDiskReadOnly = Dysk stanowiska jest tylko do odczytu: niczego nie zapisano. Odłóż paczkę i wezwij administratora.
TroubleDiskFailed = Dysk odmówił zapisu, przerwij pracę: { $why }
TroubleFewNumbers =
    { $left ->
        [one] Został { $left } numer przesyłki
        [few] Zostały { $left } numery przesyłek
       *[many] Zostało { $left } numerów przesyłek
    }

## Na papierze

OnPaperRecipient = Odbiorca
OnPaperSender = Nadawca
OnPaperOrder = Zamówienie
OnPaperParcelCaption = Paczka
OnPaperParcel = Paczka { $parcel }/{ $of }
OnPaperParcelNumber = Paczka { $parcel }
OnPaperWeight = Waga
OnPaperService = Usługa
OnPaperRouting = Kierunek
OnPaperLocker = Paczkomat
OnPaperPhone = tel.
OnPaperDate = Data
OnPaperTracking = Numer przesyłki
OnPaperPage = Strona { $page } z { $of }
SlipHeading = Lista zawartości
SlipContents = Zawartość paczki
SlipSku = SKU
SlipProduct = Nazwa
SlipQuantity = Ilość
SlipOrdered = Zamówiono
SlipPacked = Spakowano
SlipShort = Brak
SlipTotal = Razem
SlipPrinted = Wydruk
SlipPackedBy = Spakował(a)
SlipThanks = Dziękujemy za zakupy
PickHeading = Lista kompletacyjna
PickTrolleyHeading = Lista kompletacyjna wózka
PickIfShort = Jeśli pusto, szukaj:
PickLocation = Lokalizacja
PickNext = Następna lokalizacja
PickPicture = Zdjęcie
PickProduct = Towar
PickQuantity = Ilość
PickDone = OK
PickPosition = Miejsce { $position }
PickPositions = Miejsca na wózku
PickPicker = Kompletuje
PickScanToOpen = Zeskanuj na stanowisku pakowania
PickTotal =
    { $lines ->
        [one] { $lines } pozycja, razem { $units } szt.
        [few] { $lines } pozycje, razem { $units } szt.
       *[many] { $lines } pozycji, razem { $units } szt.
    }
CommandSheetHeading = Karty poleceń
CommandSheetHint = Zeskanuj kod zamiast naciskać klawisz na ekranie
ScannerSheetHeading = Arkusz skanera
ScannerSheetHint = Zeskanuj kod testowy w oknie „Test skanera”
ScannerSheetKeyboard = Ustaw w skanerze tryb klawiatury USB i układ „USA (QWERTY)”: kodami z instrukcji skanera
ScannerSheetEnter = Ustaw zakończenie kodu klawiszem Enter (CR). Bez niego kod nie zostanie przyjęty
ScannerSheetSeparator = Jeśli towary mają kody GS1: ustaw separator GS jako Ctrl+] albo klawisz F8
ScannerSheetSelfTest = Kod testowy
BadgesHeading = Identyfikatory
LocationsHeading = Kody lokalizacji
TotesHeading = Kody kuwet
PackagingSheetHeading = Kody opakowań
PackagingSheetInner = Wymiary wewnątrz
PackagingSheetMax = Udźwig

# Import: dlaczego odrzucono wiersz, plik albo folder i co poprawiono.
import-row-UnclosedQuote = cudzysłów otwarto i nie zamknięto
    .remedy = Zamknij cudzysłów albo, jeśli należy do tekstu, wpisz go dwa razy
import-row-RowTooLong = wiersz jest dłuższy niż { $max_bytes } bajtów
    .remedy = Poszukaj tu brakującego końca wiersza albo cudzysłowu
import-row-ColumnCount = wiersz ma komórek: { $found }, a nagłówek: { $expected }
    .remedy = Tekst, w którym jest separator, ujmij w cudzysłów
import-row-BadEncoding = te bajty nie są tekstem w kodowaniu pliku
    .remedy = Zapisz plik jako UTF-8
import-row-Empty = komórka jest pusta
    .remedy = Wypełnij komórkę
import-row-TooLong = tekst jest dłuższy niż { $max } znaków
    .remedy = Skróć tekst
import-row-HiddenCharacter = w tekście jest ukryty znak (U+{ $code })
    .remedy = Wyczyść komórkę i wpisz tekst od nowa
import-row-NotANumber = to nie jest liczba całkowita
    .remedy = Wpisz same cyfry, na przykład 330
import-row-Fraction = ułamek zamiast liczby całkowitej
    .remedy = Wpisz całe gramy, milimetry, sztuki albo grosze, na przykład 330
import-row-AmbiguousNumber = trzy cyfry po znaku mogą oznaczać tysiące albo tysięczne
    .remedy = Wpisz liczbę bez znaku, na przykład 1500
import-row-OutOfBounds = liczba spoza zakresu od { $min } do { $max }
    .remedy = Sprawdź liczbę i jej jednostkę
import-row-NegativeStock = stan nie może być ujemny
    .remedy = Przelicz miejsce i wpisz, ile tam leży, albo 0
import-row-ZeroQuantity = ilość równa zero
    .remedy = Wpisz 1 lub więcej albo usuń wiersz
import-row-ScientificNotation = arkusz skrócił ten kod i jego cyfry przepadły
    .remedy = Sformatuj kolumnę jako tekst i wpisz kod jeszcze raz
import-row-NotScannable = tego kodu nie da się wydrukować jako kodu kreskowego
    .remedy = Użyj liter bez ogonków, cyfr i znaków takich jak - / .
import-row-DuplicateKey = ten sam klucz jest już w wierszu { $first_line }
    .remedy = Usuń jeden z tych dwóch wierszy
import-row-UnknownSku = żaden towar nie ma tego SKU
    .remedy = Dodaj towar do products.csv albo popraw SKU
import-row-KitInKit = częścią zestawu nie może być zestaw
    .remedy = Wpisz zamiast niego jego części
import-row-UnknownOrder = w orders.csv nie ma zamówienia o tym numerze
    .remedy = Dodaj wiersz zamówienia do orders.csv albo popraw numer
import-row-OrderWithoutLines = zamówienie nie ma pozycji
    .remedy = Dodaj jego pozycje do order_lines.csv albo ustaw status cancelled
import-row-BadDate = to nie jest data z godziną i strefą
    .remedy = Wpisz na przykład 2026-11-17T16:39:17Z albo zostaw puste, jeśli nie opłacono
import-row-BadTag = nie ma takiego znacznika
    .remedy = Użyj today, vip, express, pickup, made_to_order, locker, gift ze spacjami między nimi
import-row-BadTracking = nie ma takiego słowa w tracking
    .remedy = Użyj serial, lot, expiry ze spacjami między nimi albo zostaw puste
import-row-BadHandling = nie ma takiego słowa w handling albo dwa sobie przeczą
    .remedy = Użyj niektórych z this_side_up, lies_flat, fragile, nothing_on_top, own_carton, folds ze spacjami między nimi, nie this_side_up razem z lies_flat, albo zostaw puste
import-row-OwnCartonCode = ten kod oznacza towar we własnym kartonie
    .remedy = Nadaj opakowaniu inny kod
import-row-BadDocument = nie ma takiego dokumentu
    .remedy = Użyj invoice, return_slip ze spacją między nimi albo zostaw puste
import-row-BadStatus = nie ma takiego statusu
    .remedy = Wpisz cancelled albo zostaw puste
import-row-BadRole = nie ma takiej roli
    .remedy = Wpisz packer, lead albo admin
import-row-BadLanguage = ekrany nie mówią w tym języku
    .remedy = Wpisz pl albo en
import-row-BadPin = to nie jest PIN o długości od { $min } do { $max } cyfr
    .remedy = Wybierz dłuższy PIN z samych cyfr; sformatuj kolumnę jako tekst, żeby zostały zera
import-row-BadCurrency = to nie jest kod waluty
    .remedy = Wpisz trzy wielkie litery, na przykład PLN
import-row-ImageOutside = ścieżka wychodzi poza folder
    .remedy = Włóż obraz do folderu i wpisz ścieżkę od tego folderu
import-row-ImageMissing = nie ma takiego pliku
    .remedy = Włóż tam obraz, popraw ścieżkę albo zostaw komórkę pustą
import-row-ImageNotPicture = plik nie jest obrazem PNG ani JPEG
    .remedy = Zapisz obraz jako PNG albo JPEG
import-row-ImageTooLarge = obraz jest większy niż { $max_bytes } bajtów
    .remedy = Zapisz mniejszy obraz
import-row-ImageNameTaken = inny obraz w tym folderze ma tę samą nazwę
    .remedy = Zmień nazwę jednego z tych plików
import-setting-UnknownKey = nie ma ustawienia o tej nazwie
    .remedy = Porównaj nazwę z listą ustawień
import-setting-Number = powinna tu być liczba całkowita od { $min } do { $max }
    .remedy = Popraw wartość
import-setting-Time = powinna tu być godzina, na przykład 15:00
    .remedy = Popraw wartość
import-setting-TimeZone = powinna tu być strefa czasowa, na przykład Europe/Warsaw
    .remedy = Popraw wartość
import-setting-CompanyPrefix = powinno tu być od 7 do 10 cyfr
    .remedy = Popraw wartość
import-setting-YesNo = powinno tu być yes albo no
    .remedy = Popraw wartość
import-setting-Prefix = powinno tu być od jednej do ośmiu liter, cyfr lub kresek
import-setting-Objective = powinno tu być parcels, cost albo room
import-setting-ThreePrices = powinny tu być trzy ceny w groszach rozdzielone spacjami, np. 1299 1499 1699
import-setting-Tariff = powinna tu być cena w groszach do podanej masy, jak w pliku tariffs.csv
import-setting-TariffCountry = powinien tu być kod kraju z dwóch liter, np. PL, albo nic
    .remedy = Wpisz kod kraju albo zostaw pustą komórkę dla pozostałych
import-setting-TariffSize = powinno tu być A, B, C albo trzy wymiary w milimetrach, np. 600x400x300
    .remedy = Wpisz największą skrytkę albo największe wymiary zewnętrzne w milimetrach
import-setting-Breaks = powinno tu być do sześciu przerw, które na siebie nie zachodzą, np. 10:00-10:15 13:00-13:30
import-setting-Shifts = powinny tu być od jednej do sześciu godzin, od najwcześniejszej, np. 06:00 14:00 22:00
import-setting-Carrier = powinna tu być nazwa przewoźnika, od 1 do 32 znaków
import-setting-VariableMeasure = powinno tu być 13 znaków, np. 29IIIIIWWWWWC: cyfry, I to towar, W gramy albo P cena, C cyfra kontrolna; kilka wzorów rozdziel spacją
    .remedy = Popraw wartość
import-folder-NotAFolder = Nie ma folderu { $path }
    .remedy = Sprawdź ścieżkę
import-folder-NothingToRead = W folderze nie ma żadnego pliku do importu
    .remedy = Potrzebny jest choć jeden, na przykład products.csv albo orders.csv
import-folder-NoHeader = { $file } nie ma nagłówka
    .remedy = Wpisz nazwy kolumn w pierwszym wierszu albo usuń plik
import-folder-MissingColumns = W { $file } brakuje { $columns }. W nagłówku jest { $found }
    .remedy = Dodaj to, czego brakuje; kolumny rozdziela przecinek albo średnik
import-folder-ColumnTwice = W { $file } kolumna { $column } jest dwa razy
    .remedy = Usuń jedną albo zmień jej nazwę
import-folder-Utf16 = { $file } jest w UTF-16
    .remedy = Zapisz go jako CSV UTF-8
import-folder-MixedEncoding = { $file } miesza dwa kodowania, pierwszy raz w wierszu { $line }
    .remedy = Zapisz cały plik jako UTF-8
import-folder-NotText = { $file } nie jest ani w UTF-8, ani w Windows-1250, pierwszy raz w wierszu { $line }
    .remedy = Zapisz go jako CSV UTF-8
import-folder-MissingPartner = { $file } jest, a { $partner } nie ma
    .remedy = Zamówienie i jego pozycje przychodzą razem
import-note-PostcodeMended = kod pocztowy zapisano jako { $mended }
import-note-CountryMended = kraj zapisano jako { $mended }
import-note-AddressMended = zapisano jako { $mended }
import-note-LineBreaksJoined = końce wierszy zamieniono na spacje
import-note-NotMeasured = jeszcze niezmierzone
import-note-UnknownColumn = nieznana kolumna, pominięto
import-note-UnknownFile = nieznany plik, pominięto
import-note-ReadAsWindows1250 = odczytano jako Windows-1250
import-note-DocumentMissing = dokumentu nie ma w folderze: { $document }
import-note-DocumentUnusable = to nie jest dokument, pominięto: potrzebny PDF o nazwie ZAMÓWIENIE-invoice.pdf albo ZAMÓWIENIE-return_slip.pdf
import-place = { $file }, wiersz { $line }
import-quoted = { $place } „{ $value }”
import-left-out = pominięto, bo potrzebuje: { $place }
import-file = Nie można odczytać { $file }: { $why }
    .remedy = Sprawdź, czy plik istnieje i czy to konto może go czytać
import-other = Import się nie udał: { $why }
    .remedy = Niczego nie zmieniono. Zawołaj administratora.
import-other-secret = Pracowników tego sklepu zaimportowano gdzie indziej, z innym sekretem
    .remedy = Skopiuj plik pepper z tamtego katalogu danych do tego albo pomiń workers.csv

# Drukarki
printer-OutOfPaper = Drukarka: brak etykiet lub papieru
    .remedy = Załóż nową rolkę albo papier. Druk rusza sam, pakuj dalej.
printer-PaperJam = Drukarka: zaciął się papier
    .remedy = Otwórz drukarkę, wyjmij zacięty papier i zamknij. Druk rusza sam.
printer-CoverOpen = Drukarka: otwarta pokrywa lub głowica
    .remedy = Zamknij pokrywę i głowicę. Druk rusza sam.
printer-OutOfRibbon = Drukarka: skończyła się taśma lub toner
    .remedy = Wymień taśmę lub toner. Druk rusza sam.
printer-Paused = Drukarka wstrzymana
    .remedy = Naciśnij przycisk wznowienia na drukarce albo wznów ją w systemie.
printer-Offline = Drukarka nie odpowiada
    .remedy = Sprawdź zasilanie i kabel. Dokumenty czekają w kolejce, pakuj dalej.
printer-Busy = Drukarka jest zajęta
    .remedy = Poczekaj chwilę. Program spróbuje sam.
printer-Slow = Drukarka ma dokument, ale go nie kończy
    .remedy = Spójrz na drukarkę: papier, taśma, pokrywa, komunikat na wyświetlaczu.
printer-ServiceAway = Usługa druku komputera nie odpowiada
    .remedy = Dokumenty czekają w kolejce, pakuj dalej. Jeśli to trwa, wezwij osobę od komputerów.
printer-Unknown = Nie ma drukarki o nazwie { $name }
    .remedy = Wybierz drukarkę w Ustawieniach, potem wydrukuj ponownie.
printer-Closed = Kolejka drukarki { $name } nie przyjmuje dokumentów
    .remedy = Włącz przyjmowanie zadań w ustawieniach drukarki w systemie.
printer-OtherFormat = Drukarka nie czyta dokumentów { $format }
    .remedy = Wybierz w Ustawieniach inną drukarkę albo inny język etykiet.
printer-Refused = Drukarka odmówiła: { $why }
    .remedy = Spójrz na drukarkę, potem wydrukuj ponownie na ekranie wydruków.
printer-Wants = Drukarka zgłasza: { $why }
    .remedy = Spójrz na drukarkę i jej wyświetlacz.
printer-NotThere = Pod { $place } nie ma drukarki
    .remedy = Podłącz drukarkę i włącz ją. Druk rusza sam.
printer-NoPermission = Brak uprawnień do druku na { $place }
    .remedy = Dodaj konto Pakowni do grupy, która może tam drukować, potem wydrukuj ponownie.
printer-FolderMissing = Nie ma folderu na wydruki { $folder }
    .remedy = Sprawdź, czy dysk sieciowy jest podłączony. Druk rusza sam.
printer-NameTaken = W pliku { $file } leży już inny dokument
    .remedy = Zabierz tamten plik z folderu, potem wydrukuj ponownie.
printer-CannotWrite = Nie da się zapisać { $file }: { $why }
    .remedy = Sprawdź miejsce na dysku i uprawnienia. Program spróbuje sam.
printer-Empty = Dokument jest pusty
    .remedy = Zgłoś biuru: tego dokumentu nie da się wydrukować.

doubt-LineCut = Połączenie z drukarką urwało się w trakcie wysyłania
doubt-ProgramEnded = Program zakończył się w trakcie druku
doubt-ServiceWentAway = Usługa druku przerwała pracę w trakcie druku
doubt-Complaint = Usługa druku zakończyła, ale zgłasza: { $why }
doubt-GivenUp = Usługa druku porzuciła dokument: { $why }
doubt-Forgotten = Usługa druku nie zna już tego dokumentu

ask-DidItPrint-Label = Czy etykieta { $title } wyszła z drukarki?
    .remedy = Spójrz na drukarkę. Jeśli wyszła dwa razy, jedną podrzyj od razu.
ask-DidItPrint-PackingSlip = Czy lista zawartości { $title } wyszła z drukarki?
    .remedy = Spójrz na drukarkę. Jeśli wyszła dwa razy, jedną wyrzuć.
ask-DidItPrint-Document = Czy dokument { $title } wyszedł z drukarki?
    .remedy = Spójrz na drukarkę. Jeśli wyszedł dwa razy, jeden wyrzuć.
found-Printed = Tak, leży jeden raz
found-NotPrinted = Nie, drukuj ponownie
found-Twice = Dwa razy, jeden podarty

say-PrintJudged-Printed = Dobrze, wydruk jest
say-PrintJudged-NotPrinted = Drukuje się ponownie
say-PrintJudged-Twice = Zapisano: wyszły dwa, jeden podarty
say-ScanLabel = Paczka zamknięta, zeskanuj naklejoną etykietę
    .remedy = Naklej etykietę { $tracking } na tę paczkę i zeskanuj kod na paczce
say-LabelMatches = Etykieta { $tracking } jest na swojej paczce
    .remedy = Weź następną paczkę
say-LabelScanDropped = { $order }: paczka { $parcel } bez skanu etykiety
    .remedy = Odłóż paczkę osobno i sprawdź jej etykietę
refusal-ScanLabelFirst = Najpierw zeskanuj etykietę na paczce { $parcel } zamówienia { $order }
    .remedy = Naklej etykietę i zeskanuj ją na paczce. Zniszczona: karta „Drukuj ponownie”. Bez etykiety dalej puszcza lider zmiany kartą „Wstrzymaj”.
refusal-WrongLabel = To nie jest etykieta tej paczki: { $code }
    .remedy = Zdejmij ją. Na tę paczkę idzie etykieta { $tracking }.
kind-ScanLabelFirst = Etykieta na paczce nie zeskanowana
kind-WrongLabel = Zła etykieta na paczce
next-ScanLabel = Naklej etykietę i zeskanuj ją na paczce
fact-PrintJudged = wydruk sprawdzony
fact-LabelScanDue = etykieta do zeskanowania
fact-LabelScanned = etykieta zeskanowana na paczce
fact-LabelScanDropped = paczka bez skanu etykiety
LabelScanHint = Naklej tę etykietę na paczkę i zeskanuj ją tam. Potem następne zamówienie.
PrintUnderWay = Drukarka go ma
PrintDoubted = Nie wiadomo, czy wyszedł: { $why }
SetPrintersOpen = Drukarki: ustawienia…
SetPrintersHeading = Drukarki tego stanowiska
SetPrinterLabels = Etykiety
SetPrinterDocuments = Dokumenty do paczek
SetPrinterSlips = Listy zawartości (puste: z dokumentami)
SetLabelPaper = Rozmiar etykiet
SetDocumentPaper = Papier dokumentów
SetLabelScan = Skan etykiety na każdej paczce
SetPrintersSave = Zapisz i używaj
SetPrintersHow = Co można wpisać
SetPrintersOfSystem = Drukarka systemu, po nazwie:
SetPrintersOfIpp = Drukarka sieciowa z IPP:
SetPrintersOfPort = Drukarka sieciowa z portem:
SetPrintersOfUsb = Drukarka USB:
SetPrintersOfFolder = Folder na pliki, z ukośnikiem na końcu:
SetPrintersNothing = Po „Zapisz i używaj” następny dokument idzie już na nowe drukarki.
SetPrintersSaved = Zapisane. Następny dokument idzie już tam.
SetPrintersBad = To nie jest adres drukarki: { $address }
SetPrintersNotWritten = Nie zapisano: { $why }
PaperMm100x150 = 100×150 mm
PaperA6 = A6
PaperIn4x6 = 4 × 6 cali
PaperA4 = A4
PaperA5 = A5
PaperLetter = Letter

# Paczki dla kierowców przewoźników
carrier-inpost = InPost
carrier-dpd = DPD
carrier-dhl = DHL
carrier-gls = GLS
carrier-pickup = Odbiór osobisty
card-HandOver = Przekaż
    .remedy = Zeskanuj paczki kierowcy na listę; ponownie: zamknij listę
say-HandOverBegun = { $carrier }: lista otwarta, { $waiting ->
        [one] czeka { $waiting } paczka
        [few] czekają { $waiting } paczki
       *[other] czeka { $waiting } paczek
    }
    .remedy = Zeskanuj każdą paczkę, którą zabiera kierowca
say-ParcelHandedOver = Na liście: { $order }, paczka { $parcel }
say-ParcelHandedOver-unknown = Na liście: { $tracking }
    .remedy = Spakowano ją na innym stanowisku i to jej jeszcze nie zna. Sprawdzi ją centrala.
say-ParcelTakenBack = Zdjęta z listy: { $tracking }
    .remedy = Paczka zostaje tutaj
say-HandOverClosed = { $carrier }: lista zamknięta, { $parcels ->
        [one] { $parcels } paczka
        [few] { $parcels } paczki
       *[other] { $parcels } paczek
    }
    .remedy = Weź ją z drukarki i daj kierowcy do podpisu
say-HandOverEmpty = { $carrier }: zamknięta bez paczek
    .remedy = Nic się nie drukuje
say-HandOverGoesOn = { $carrier }: lista jest dalej otwarta
    .remedy = Zeskanuj następną paczkę
ask-WhichCarrier = Czyj kierowca przyjechał?
    .remedy = Wybierz na ekranie albo zeskanuj kartę z numerem
ask-CloseList = { $carrier }: { $parcels ->
        [one] { $parcels } paczka
        [few] { $parcels } paczki
       *[other] { $parcels } paczek
    } na liście, brakuje { $missing }. Zamknąć?
    .remedy = Wybierz na ekranie albo zeskanuj kartę z numerem
option-Carrier = { $carrier } ({ $parcels })
list-Close = Zamknij i drukuj: kierowca je zabiera
list-GoOn = Skanuj dalej
hold-HandedOver = Na liście przewoźnika { $manifest }
    .remedy = Paczka pojechała albo zaraz pojedzie. Zapytaj lidera zmiany.
refusal-NothingToHandOver = Żadna paczka nie czeka na przewoźnika
    .remedy = Najpierw spakuj. To, co przekazano, jest już na swojej liście.
refusal-NothingForCarrier = Żadna paczka nie czeka na: { $carrier }
    .remedy = Wybierz innego przewoźnika
refusal-HandOverGoesOn = Otwarta jest lista: { $carrier }
    .remedy = Skanuj paczki albo zamknij listę („Przekaż”). Potem pakuj.
refusal-NoListOpen = Żadna lista przewoźnika nie jest otwarta
    .remedy = Zacznij ją przez „Przekaż”
refusal-NotAParcel = To nie jest numer paczki: { $code }
    .remedy = Zeskanuj numer z etykiety wysyłkowej
refusal-ParcelNotReady = { $order }: paczka { $parcel } nie jest zamknięta
    .remedy = Zostaje tutaj. Najpierw dokończ pakowanie.
refusal-ParcelCancelled = { $order }: sklep anulował to zamówienie
    .remedy = Nie oddawaj paczki { $parcel }. Odłóż ją dla lidera zmiany.
refusal-ParcelToUnpack = { $order }: paczkę { $parcel } trzeba najpierw sprawdzić
    .remedy = Nie oddawaj jej. Lider zmiany ma ją na liście wyjątków.
refusal-OtherCarrier = { $order }: paczka { $parcel } jedzie z: { $carrier }
    .remedy = Odłóż ją na stos tego przewoźnika
refusal-AlreadyOnList = Ta paczka jest już na liście: { $tracking }
    .remedy = Liczy się raz
refusal-OnOtherList = Już na innej liście: { $manifest }
    .remedy = Nie oddawaj { $tracking }. Zapytaj lidera zmiany, dokąd należy.
kind-NothingToHandOver = Nie było czego przekazać
kind-NothingForCarrier = Nic dla tego przewoźnika
kind-HandOverGoesOn = Otwarta była lista przewoźnika
kind-NoListOpen = Żadna lista nie była otwarta
kind-NotAParcel = To nie numer paczki
kind-ParcelNotReady = Paczka niezamknięta
kind-ParcelCancelled = Paczka anulowanego zamówienia
kind-ParcelToUnpack = Paczka do sprawdzenia
kind-OtherCarrier = Paczka innego przewoźnika
kind-AlreadyOnList = Paczka zeskanowana dwa razy
kind-OnOtherList = Paczka na innej liście
next-HandOver = { $carrier }: skanuj paczki, które zabiera kierowca
rejection-UnknownParcel = żadne stanowisko nie zgłosiło paczki { $tracking }
exception-HandOver-Cancelled = Przekazana, choć zamówienie jest anulowane
    .remedy = Lista { $manifest }, { $bench }. Poproś przewoźnika o zwrot paczki.
exception-HandOver-NotClosed = Przekazana, choć paczka nie była zamknięta
    .remedy = Lista { $manifest }, { $bench }. Poszukaj paczki na miejscu; jeśli jej nie ma, porównaj zawartość z zamówieniem.
exception-HandOver-OpenedAgain = Otwarta ponownie po przekazaniu
    .remedy = Lista { $manifest }, otwarta na { $bench }. Ustal, która paczka tam leży, i zdejmij tę drugą.
exception-HandOver-OnTwoLists = Jedna paczka na dwóch listach
    .remedy = Listy { $other } i { $manifest } ({ $bench }). Mogła pojechać tylko z jednym kierowcą: zapytaj obu.
fact-ManifestOpened = rozpoczęta lista przewoźnika
fact-ParcelHandedOver = paczka przekazana
fact-ParcelTakenBack = paczka zdjęta z listy
fact-ManifestClosed = zamknięta lista przewoźnika
ByParcels = Najmniej paczek
ByCost = Najniższy koszt
CostOfParcel = { $why } · { $total }
CostAlone = Koszt: { $total }
ByRoom = Najmniej miejsca
NotMeasured = nieznane wymiary, sprawdź, czy się mieści
TurnPicture = Obróć pudełko
KeyCloseList = Zamknij listę
HandOverOnList = Paczki na liście / wszystkie czekające
HandOverLast = Ostatnio zeskanowane
HandOverNothingYet = Nic jeszcze nie zeskanowano
HandOverMissing = Brakuje: { $count }
HandOverAllThere = Wszystkie paczki tego przewoźnika są na liście
HandOverMore = … i jeszcze { $count }
HandOverUnknown = spakowana gdzie indziej

# Paczki z etykietą zastępczą
card-Substitute = Etykieta zastępcza
    .remedy = Zamknij paczkę etykietą wewnętrzną, gdy właściwej nie można wydrukować
say-SubstitutePrinted = { $order }: paczka { $parcel } zamknięta z etykietą zastępczą
    .remedy = Naklej { $substitute } i odłóż ją. Zeskanuj tę etykietę, gdy właściwa będzie możliwa.
say-LabelPaid = { $order }: drukuje się właściwa etykieta paczki { $parcel }
    .remedy = Naklej { $tracking } na zastępczą. Wtedy może jechać.
refusal-LabelCanBeHad = { $order }: właściwa etykieta jest możliwa
    .remedy = Zeskanuj numer zamówienia, on zamyka paczkę
refusal-LabelStillOwed = { $order }: paczka { $parcel } ma tylko etykietę zastępczą
    .remedy = Nie oddawaj jej. Zamknij listę, zeskanuj zastępczą i naklej właściwą.
kind-LabelCanBeHad = Zastępcza, choć właściwa była możliwa
kind-LabelStillOwed = Paczka z etykietą zastępczą
debt-LabelImpossible = Błąd: { $field }
debt-NoTrackingNumbers = Brak numerów przesyłek
exception-HandOver-LabelOwed = Przekazana z etykietą zastępczą
    .remedy = Lista { $manifest }, { $bench }. Przewoźnik nie zna tego numeru: poproś o zwrot paczki.
fact-LabelOwed = zamknięta z etykietą zastępczą
fact-LabelPaid = wydrukowana właściwa etykieta
SubstituteTitle = ZASTĘPCZA
SubstituteText = Etykieta zastępcza, nie dla przewoźnika. Zeskanuj ten kod na stanowisku: wydrukuje się właściwa.
DebtHeading = Etykiety do wydania: { $count }
DebtHint = Po poprawce zeskanuj ją.

# Kalendarz przewoźników
LeavesTomorrow = Jutro { $time }
LeavesMonday = pon. { $time }
LeavesTuesday = wt. { $time }
LeavesWednesday = śr. { $time }
LeavesThursday = czw. { $time }
LeavesFriday = pt. { $time }
LeavesSaturday = sob. { $time }
LeavesSunday = niedz. { $time }
NeverLeaves = brak odbioru
LeavesLate = Zaległe
NextCutoff = do { $time } zostało { $left }
hold-AfterCutoff = Po czasie: pakujemy { $day }
    .remedy = Zostaw je na dziś. Tego dnia rano wróci do kolejki.
hold-NoCollection = Przewoźnik nie przyjeżdża w żaden dzień
    .remedy = Trzeba poprawić kalendarz
holiday-NewYear = Nowy Rok
holiday-Epiphany = Święto Trzech Króli
holiday-Easter = Wielkanoc
holiday-EasterMonday = Poniedziałek Wielkanocny
holiday-LabourDay = Święto Państwowe 1 maja
holiday-ConstitutionDay = Święto Narodowe Trzeciego Maja
holiday-Pentecost = Zielone Świątki
holiday-CorpusChristi = Boże Ciało
holiday-AssumptionDay = Wniebowzięcie Najświętszej Maryi Panny
holiday-AllSaints = Wszystkich Świętych
holiday-IndependenceDay = Narodowe Święto Niepodległości
holiday-ChristmasEve = Wigilia
holiday-ChristmasDay = Boże Narodzenie
holiday-SecondChristmasDay = drugi dzień Bożego Narodzenia
import-setting-TimeOrClosed = powinna tu być godzina, na przykład 15:00, albo jedno ze słów closed (nieczynne) i withdrawn (wycofane)
    .remedy = Popraw wartość
import-setting-Weekdays = powinny tu być dni tygodnia, na przykład pn-pt albo sb nd
    .remedy = Popraw wartość
import-setting-Date = powinna tu być data, na przykład 2026-12-24
    .remedy = Popraw wartość
import-setting-DatesTurnedRound = ostatni dzień jest przed pierwszym
    .remedy = Popraw daty
import-setting-PickupBeforeCutoff = kurier przyjechałby przed godziną graniczną
    .remedy = Popraw jedną z dwóch godzin
import-setting-PickupOfNothing = dzień bez odbioru nie ma godziny odbioru
    .remedy = Zostaw godzinę odbioru pustą
import-setting-AfterCutoff = powinno tu być tomorrow albo block
    .remedy = Popraw wartość
import-setting-PublicHolidays = powinno tu być PL albo none
    .remedy = Popraw wartość
MenuMisPicks = Pomyłki
HandOutPicker = Identyfikator zbierającego
HandOutWave = Fala
HandOutUnknownPicker = nikt nie ma identyfikatora { $badge }
HandOutBadWave = nazwa fali ma najwyżej 32 znaki
MisPickCount = Pomyłki
MisPickPerOrders = na 1 000 zamówień
MisPickPerLines = na 1 000 pozycji
MisPickPerScans = na 1 000 skanów
MisPickLines = Pozycje
MisPickRange = naprawdę od { $low } do { $high }
MisPickPairs = Brane jedno za drugie
MisPickPairsShare = { $count ->
    [one] Ta para to { $share } złych towarów
    [few] Te { $count } pary to { $share } złych towarów
   *[many] Te { $count } par to { $share } złych towarów
}
MisPickNoPairs = Żadnych dwóch towarów nie pomylono dwa razy
MisPickFor = { $wrong } zamiast: { $right }
MisPickSameBin = to samo miejsce
MisPickNeighbourBin = sąsiednie miejsca
MisPickBarcode = kody różnią się jedną cyfrą
MisPickSku = numery różnią się jednym znakiem
MisPickName = podobne nazwy
MisPickMoveApart = Przenieś jeden z nich w inne miejsce
MisPickRelabel = Oznacz miejsca tym, co je odróżnia
MisPickShowPicture = Ostrzeż zdjęciem przy zbieraniu i pakowaniu
MisPickLookIntoBin = Zajrzyj na miejsce: może leży tam zły towar
MisPickChart = Więcej niż przypadek?
MisPickNoise = Przypadek: pomyłek nie przybyło
MisPickSignal = Pomyłek przybyło od { $since }
MisPickTooFew = { $count ->
    [one] Za mało danych: jeszcze { $count } zmiana
    [few] Za mało danych: jeszcze { $count } zmiany
   *[many] Za mało danych: jeszcze { $count } zmian
}
MisPickChartHint = Podwojenie widać po około 4 zmianach po 1 200 pozycji, po 6–7, gdy zmiany bardzo się różnią
MisPickOrdinary = zwykle { $rate }
MisPickSmoothed = wygładzone
MisPickLimit = granica
MisPickByHour = Godzina
MisPickByPacker = Pakujący
MisPickByPicker = Zbierający
MisPickByWave = Fala
MisPickByProduct = Towar
MisPickByPlace = Miejsce
MisPickByKind = Rodzaj
MisPickWrongItem = Zły towar
MisPickExtra = Za dużo
MisPickMissing = Brak
MisPickFoundByWeight = Wykryte wagą
MisPickStandsOut = więcej niż przypadek
MisPickTooFewLines = poniżej { $least } pozycji: bez porównania
MisPickEach = Każda z osobna
MisPickBack = Wróć do liczb
MisPickDefinition = Wykryte przy pakowaniu, zanim wyszły. Liczone raz na zamówienie, rodzaj i towar, przy zamknięciu zamówienia. Zły towar zastępuje ten, po który poszło się na końcu.
say-ComplaintTaken = Reklamacja zapisana przy { $order }
MisPickFoundByCustomer = Zgłosił klient
MisPickEscaped = klienci, na 1 000 zamówień
MisPickComplain = Reklamacja…
ComplaintTitle = Reklamacja lub zwrot
ComplaintOrder = Zamówienie
ComplaintWanted = Towar (numer)
ComplaintCame = Co przyszło zamiast niego
ComplaintNote = W kilku słowach, bez nazwisk
ComplaintHint = Liczy się w dniu pakowania, obok tego, co wykryto przed wysyłką
ComplaintTake = Zapisz przy zamówieniu

# Shipping rules
MenuRules = Reguły
RulesTitle = Reguły wysyłki, wersja { $version }
RulesPrinciple = Z góry na dół: pierwsza pasująca reguła decyduje o usłudze. Znaczniki wszystkich pasujących się sumują. Wstrzymanie wygrywa ze wszystkim. Gdy żadna nie pasuje, jedzie tak, jak przysłał sklep.
RulesNone = Nie ma jeszcze reguł: każde zamówienie jedzie tak, jak przysłał sklep
RulesAdd = Dodaj regułę
RulesSave = Zapisz reguły
RulesDrop = Porzuć zmiany
RulesTry = Wypróbuj na wczoraj
RulesTabRule = Reguła
RulesTabNotes = Uwagi ({ $count })
RulesTabTrial = Próba
RulesTabOrder = Zamówienie
RulesUp = Reguła { $rule } wyżej
RulesDown = Reguła { $rule } niżej
RulesUpShort = Wyżej
RulesDownShort = Niżej
RulesSwitch = Włącz lub wyłącz regułę { $rule }
RulesOn = Wł.
RulesOff = Wył.
RulesDelete = Usuń regułę
RulesChoose = Wybierz regułę z listy albo dodaj nową
RulesEditing = Reguła { $rule }
RulesCondition = Warunek
RulesException = Wyjątek { $number }
RulesAddException = + wyjątek
RulesRemoveException = Usuń wyjątek
RulesFieldCountry = Kraj, np. PL DE
RulesFieldPostcode = Kod, np. 00-001..04-999
RulesFieldMethod = Metoda, np. dpd_courier
RulesFieldWeight = Waga w g, np. ..2000
RulesFieldSize = Gabaryt: A B C larger
RulesFieldValue = Wartość, np. ..500 PLN
RulesFieldTags = Znaczniki, np. vip gift
RulesFieldChannel = Kanał, np. allegro
RulesFieldLevel = Poziom, np. next_day
RulesFieldCod = Pobranie: tak lub nie
RulesFieldService = Usługa, np. inpost_locker
RulesFieldAddTags = Dodaj znaczniki
RulesFieldStatus = Nadaj status
RulesFieldHold = Wstrzymaj z powodu
RulesWrong = Popraw pole „{ $field }”
RulesNothingDone = Wpisz, co reguła robi: usługa, znaczniki, status albo wstrzymanie
RulesEmptyException = Wyjątek bez warunku znosi całą regułę: wypełnij go albo usuń
RulesUnsaved = Zmiany nie są zapisane
RulesOvertaken = Ktoś inny zmienił reguły: porzuć swoje zmiany i zacznij od jego wersji
RulesNoNotes = Żadna reguła nie jest martwa i żadne dwie sobie nie przeczą
RulesNeverFits = Reguła { $rule } nigdy nie pasuje: wyjątki zabierają wszystko
RulesNeverWins = Reguła { $rule } nigdy nie wygra: jej zamówienia zabierają wcześniej reguły { $by }
RulesNeverWinsStatus = Reguła { $rule } nigdy nie nada statusu: wcześniej robią to reguły { $by }
RulesContradict = Reguły { $winner } i { $loser } przeczą sobie, decyduje kolejność. Wygrywa { $winner }, np. { $example }
RulesTrialHint = Próba pokazuje, co zmieniona lista zrobiłaby z zamówieniami spakowanymi tu w ostatniej dobie i z tymi, które czekają
RulesTrialCount = Inaczej: { $changed } z { $looked }
RulesTrialSame = Wszystko pojechałoby tak samo
RulesTrialOld = Lista zmieniła się od tej próby: wypróbuj jeszcze raz
RulesWillBe = będzie: { $what }
RulesTrialMore = i { $count } więcej
RulesOrderNumber = Numer zamówienia
RulesExplain = Wyjaśnij
RulesOrderHint = Podaj numer zamówienia: ekran powie, która reguła wygrała, która przegrała i dlaczego
RulesOrderUnknown = Nie ma zamówienia { $order }
RulesOrderGoes = Usługa: { $service }
RulesByRule = decyduje reguła { $rule }
RulesByShop = żadna reguła, metoda sklepu
RulesParcel = Paczka { $parcel }
RulesRecorded = W dzienniku: { $service }, wersja reguł { $version }
RulesHeldBy = Wstrzymuje reguła { $rule }: { $reason }
RulesOutcomeWon = wygrała
RulesOutcomeAdds = pasuje
RulesOutcomeLost = pasuje, ale przegrała z regułą { $rule }
RulesOutcomeOff = wyłączona
RulesOutcomeMissed = nie pasuje: { $axis }
RulesOutcomeUnknown = nie pasuje: nie wiadomo jeszcze, { $axis }
RulesOutcomeExcepted = nie pasuje: wyjątek { $number }
RulesServiceBefore = było: { $service }
RuleAxisWeight = waga
RuleAxisSize = gabaryt
RuleAxisCountry = kraj
RuleAxisPostcode = kod pocztowy
RuleAxisMethod = metoda sklepu
RuleAxisValue = wartość
RuleAxisTags = znaczniki
RuleAxisChannel = kanał
RuleAxisLevel = poziom usługi
RuleAxisCod = pobranie
RulePart = { $axis } { $values }
RuleUpTo = do { $to }
RuleFrom = od { $from }
RuleBetween = od { $from } do { $to }
RuleOr = lub
RuleAnd = i
RuleWithCod = z pobraniem
RuleWithoutCod = bez pobrania
RuleAnyOrder = każde zamówienie
RuleLarger = większy niż C
RuleUnknown = nieznane
RuleExcept = wyjątek: { $condition }
RuleGivesTags = znacznik { $tags }
RuleGivesStatus = status „{ $status }”
RuleHolds = wstrzymaj: { $reason }
RuleDoesNothing = …
hold-ByRule = Reguła { $rule }: { $reason }
    .remedy = Lider zmiany wyjaśnia albo zmienia regułę
import-setting-ShippingRules = reguły wysyłki wpisuje się w rules.csv
    .remedy = Przenieś je do rules.csv
rejection-OldRules = ktoś inny zmienił reguły wysyłki wcześniej
refusal-HeldByRule = Paczkę wstrzymuje reguła { $rule }: { $reason }
    .remedy = Odłóż zamówienie i zawołaj lidera zmiany
refusal-RulesOutdated = Ktoś inny zmienił reguły, teraz wersja { $now }
    .remedy = Porzuć zmiany i zacznij od nowej wersji
refusal-RulesFaulty = Nie da się zapisać: { $why }
    .remedy = { $remedy }
kind-HeldByRule = Wstrzymane przez regułę wysyłki
kind-RulesOutdated = Reguły zmienione przez kogoś innego
kind-RulesFaulty = Reguły nie do zapisania
say-ServiceChanged = Waga { $gross }: teraz { $service }
    .remedy = Zeskanuj numer zamówienia: etykieta będzie na nową usługę
say-RulesSent = Reguły zapisane: { $rules }
fact-RulesChanged = reguły wysyłki zmienione
import-rule-Range = powinna tu być liczba całkowita albo zakres, np. ..2000
    .remedy = Popraw zakres
import-rule-Sizes = powinno tu być A, B, C lub larger
    .remedy = Popraw gabaryty
import-rule-Countries = powinny tu być dwuliterowe kody krajów
    .remedy = Popraw kraje, np. PL DE
import-rule-Postcodes = powinny tu być kody, np. 00-001..04-999
    .remedy = Popraw kody
import-rule-Value = powinna tu być kwota, np. ..500 PLN
    .remedy = Popraw kwotę
import-rule-Tags = nieznany znacznik
    .remedy = Popraw znaczniki
import-rule-YesNo = powinno tu być tak lub nie
    .remedy = Popraw wartość
import-rule-Words = za długie albo znaki, których nie widać
    .remedy = Skróć tekst do 64 znaków
import-rule-NoRule = wyjątek stoi bez swojej reguły nad nim
    .remedy = Wpisz regułę przed jej wyjątkami
import-rule-ExceptionActs = wyjątek niczego nie robi, tylko znosi regułę
    .remedy = Wyczyść tę komórkę w wierszu wyjątku
rules-TooManyRules = za dużo reguł
    .remedy = Usuń te, które nic nie zmieniają
rules-NumberTwice = numer reguły { $rule } się powtarza
    .remedy = Nadaj każdej regule jej własny numer
rules-NoAction = reguła { $rule } niczego nie robi
    .remedy = Wpisz usługę, znaczniki, status albo wstrzymanie
rules-EmptyRange = reguła { $rule } ma zakres, w którym nic nie leży
    .remedy = Popraw zakres
rules-BadText = reguła { $rule } ma za długi lub pusty tekst
    .remedy = Popraw teksty reguły
rules-BadExceptions = reguła { $rule } ma pusty wyjątek lub za dużo wyjątków
    .remedy = Popraw wyjątki reguły
say-WeightCorrected = Waga { $product } w kartotece: odtąd { $weight }
say-ProductMeasured = { $product }: wymiary idą do kartoteki
say-WeightForgotten = Zapomniano, czego paczki nauczyły o { $product }
say-ScaleChecked = Odchylenie wagi liczy się od nowa
refusal-NoCorrection = Nie ma wagi do poprawy: { $sku }
    .remedy = Spójrz jeszcze raz na listę wag
kind-NoCorrection = Nie ma wagi do poprawy
WeightWhy = Skąd różnica?
WeightMissing = Brakuje { $count } × { $product }
WeightExtra = { $count ->
    [one] O 1 za dużo: { $product }
    [few] O { $count } za dużo: { $product }
    [many] O { $count } za dużo: { $product }
   *[other] O { $count } za dużo: { $product }
}
WeightSeveralMissing = Brakuje kilku rzeczy — policz wszystko
WeightSeveralExtra = Kilka rzeczy za dużo — policz wszystko
WeightInstead = { $product } zamiast { $wanted }
WeightOtherPackaging = Jest w { $packaging }
WeightScaleOff = Waga źle pokazuje
WeightCatalogueWrong = Zła waga w kartotece: { $product }
WeightAlmostSure = prawie pewne, { $percent } %
WeightProbable = raczej tak, { $percent } %
WeightPossible = możliwe, { $percent } %
WeightUnlikely = raczej nie, { $percent } %
WeightChance = Nic złego: { $percent } %
WeightCount = Waga nie zobaczy — policz:
MenuWeights = Wagi
WeightsHeading = { $count ->
    [one] 1 waga w kartotece do poprawy
    [few] { $count } wagi w kartotece do poprawy
    [many] { $count } wag w kartotece do poprawy
   *[other] { $count } wagi w kartotece do poprawy
}
WeightsNone = Paczki nie przeczą żadnej wadze w kartotece
WeightsOff = Uczenie się jest wyłączone w ustawieniach sklepu
WeightsOld = Kartoteka
WeightsNew = Paczki mówią
WeightsParcels = Paczki
WeightsConfidence = Pewność
WeightsAccept = Przyjmij { $weight }
WeightsKeep = Zostaw { $weight }
AuditHeading = { $count ->
        [one] { $count } spakowany produkt do zmierzenia
        [few] { $count } spakowane produkty do zmierzenia
       *[many] { $count } spakowanych produktów do zmierzenia
    }
AuditPacked = { $parcels ->
        [one] { $parcels } paczka, ostatnia { $last }
        [few] { $parcels } paczki, ostatnia { $last }
       *[many] { $parcels } paczek, ostatnia { $last }
    }
AuditNoSize = Brak wymiarów
AuditNoWeight = Brak wagi
AuditNothing = Brak wymiarów i wagi
AuditMeasure = Zmierz { $product }…
AuditLength = Długość w mm
AuditWidth = Szerokość w mm
AuditHeight = Wysokość w mm
AuditWeight = Waga w g
AuditSave = Do kartoteki
AuditBack = Wróć
WeightsScales = Wagi na stanowiskach
WeightsScale = { $parcels ->
    [one] { $bench }: 1 paczka
    [few] { $bench }: { $parcels } paczki
    [many] { $bench }: { $parcels } paczek
   *[other] { $bench }: { $parcels } paczki
}
WeightsScaleRight = pokazuje tak jak zawsze
WeightsScaleDrifted = odchyliła się o { $drift }: sprawdź odważnikiem
WeightsScaleChecked = Waga tego stanowiska sprawdzona
WeightsLearned = Nauczone z paczek: { $parcels }, towarów: { $products }

## Sprawdzenie na początku zmiany, karty stanowisk

card-ShiftCheck = Sprawdź sprzęt
    .remedy = Próbuje skaner, wagę i drukarkę w pół minuty
card-LeaveOut = Pomiń
    .remedy = Idzie dalej bez tej części sprawdzenia
ask-BeginCheck = Nowa zmiana: sprawdzić skaner, wagę i drukarkę?
option-Check-now = Sprawdź teraz, pół minuty
option-Check-later = Nie teraz
next-Check-Layout = Zeskanuj pierwszy kod z karty testowej
next-Check-Separator = Zeskanuj drugi kod z karty testowej
next-Check-Zero = Zdejmij wszystko z wagi
next-Check-Reference = Postaw na wadze odważnik: { $weight }
next-Check-Label = Zeskanuj etykietę, która wyszła z drukarki
check-part-Layout = Litery i Enter
check-part-Separator = Separator GS1
check-part-Zero = Pusta waga
check-part-Reference = Odważnik
check-part-Label = Etykieta
check-Passed = dobrze
check-NotSetUp = nie ma tu
check-LeftOut = pominięto
check-Stopped = nie sprawdzono
check-state-Works = działa
check-state-NotSetUp = nie ma
check-state-NotTested = nie sprawdzono
check-state-ToMend = do naprawy
found-NoEnd = Skaner nie kończy kodu Enterem
    .remedy = Ustaw w skanerze Enter na końcu każdego kodu, jak mówi arkusz skanera
found-Layout = Skaner ma inny układ klawiatury
    .remedy = Ustaw w skanerze układ klawiatury komputera, jak mówi arkusz skanera
found-CapsLock = Duże i małe litery są zamienione
    .remedy = Wyłącz Caps Lock na klawiaturze i w skanerze i spróbuj jeszcze raz
found-Cut = Brakuje części kodu
    .remedy = Usuń w skanerze ustawione obcinanie, sprawdź kabel i spróbuj jeszcze raz
found-SeparatorLost = Skaner gubi separator GS1
    .remedy = Ustaw w skanerze wysyłanie FNC1 jako GS (ASCII 29), w trybie klawiatury jako Ctrl+]
found-SeparatorReplaced = Zamiast separatora GS1 przychodzi { $sign }
    .remedy = Ustaw w skanerze wysyłanie FNC1 jako GS (ASCII 29), w trybie klawiatury jako Ctrl+]
found-OtherCode = Przyszedł inny kod: { $code }
    .remedy = Zeskanuj kartę testową. Jeśli to ona, skaner zmienia litery: ustaw go od nowa.
found-ZeroOff = Pusta waga pokazuje { $shown }
    .remedy = Czy nic jej nie dotyka? Naciśnij „Zeruj wagę”.
found-ReferenceOff = Waga myli się o { $difference } przy { $nominal }
    .remedy = Postaw odważnik jeszcze raz na środku. Jeśli to nie pomoże, powiedz liderowi zmiany: waga do serwisu.
found-OtherLabel = To inna etykieta: { $code }
    .remedy = Zeskanuj etykietę próbną, która wyszła przed chwilą
say-CheckWaits = Sprawdzanie sprzętu: { $part }
say-CheckPassed-Layout = Skaner: litery i Enter są dobre
say-CheckPassed-Separator = Skaner: separator GS1 jest dobry
say-CheckPassed-Zero = Waga: zero jest dobre
say-CheckPassed-Reference = Waga: odważnik waży dobrze
say-CheckPassed-Label = Drukarka: etykietę da się odczytać
say-CheckLeftOut = Pominięto i zapisano: { $part }
say-CheckLabelAgain = Etykieta próbna drukuje się jeszcze raz
say-CheckEnded-Works = Cały sprzęt działa, sprawdzono w { $seconds } s
say-CheckEnded-NotSetUp = Nie ma tu sprzętu do sprawdzenia
    .remedy = Skaner, wagę i drukarkę ustawia lider zmiany
say-CheckEnded-NotTested = To, co sprawdzono, działa, resztę pominięto
say-CheckEnded-Nothing = Niczego nie sprawdzono
    .remedy = Karta albo klawisz „Sprawdź sprzęt” zaczyna od nowa
say-CheckEnded-ToMend = Coś trzeba naprawić
    .remedy = Powiedz liderowi zmiany, co jest niżej. Możesz pakować dalej.
say-CheckLater = Sprzętu teraz nie sprawdzamy
    .remedy = Karta albo klawisz „Sprawdź sprzęt” zaczyna to w każdej chwili
say-StationSaved = Karta stanowiska { $station } jest zapisana
say-StationForgotten = Karty stanowiska { $station } już nie ma
say-StationLoaded = Stanowisko jest ustawione jako { $station }
    .remedy = Teraz sprawdź sprzęt: karta albo klawisz „Sprawdź sprzęt”
refusal-NoShiftCheck = Sprzęt nie jest teraz sprawdzany
    .remedy = Zacznij kartą albo klawiszem „Sprawdź sprzęt”
kind-NoShiftCheck = Sprzęt nie jest sprawdzany
refusal-UnknownStation = Nie ma ustawienia o nazwie { $station }
    .remedy = Poproś lidera zmiany, żeby zapisał je i wydrukował nową kartę
kind-UnknownStation = Nieznana karta stanowiska
refusal-BadStation = Ustawienia { $station } nie da się tu użyć
    .remedy = Powiedz liderowi zmiany: { $why }
kind-BadStation = Karta stanowiska nie działa
refusal-BadStationName = To nie jest nazwa karty stanowiska
    .remedy = Weź do 20 liter bez ogonków, cyfr i kresek, na przykład STOL-3
kind-BadStationName = Zła nazwa karty stanowiska
fact-ShiftCheck = sprzęt sprawdzony
fact-StationSaved = karta stanowiska zapisana
fact-StationLoaded = karta stanowiska wczytana
import-setting-ShiftCheck = powinno tu być off albo ask
import-setting-Station = powinno tu być ustawienie zapisane w oknie dla karty stanowiska
TestLabelTitle = Etykieta próbna
TestLabelText = Zeskanuj i wyrzuć
TestCardHeading = Karta testowa skanera
TestCardHint = Do sprawdzenia na początku zmiany. Powieś przy stanowisku.
TestCardLayout = 1. Litery i Enter
TestCardLayoutText = Układ klawiatury, Caps Lock, koniec kodu
TestCardSeparator = 2. Separator GS1
TestCardSeparatorText = FNC1 między dwiema wartościami
StationCardsHeading = Karty stanowisk
StationCardsHint = Zeskanuj kartę przy stanowisku między zamówieniami: wczyta sprzęt, drukarki, papier i rolę. Ustawione już stanowisko prosi o identyfikator lidera zmiany.
DocTestCard = Karta testowa
DocTestCardHint = Układ, Enter i separator do sprawdzania sprzętu
DocStationCards = Karty stanowisk
DocStationCardsHint = Karta dla każdego zapisanego ustawienia stanowiska
CheckMend = DO NAPRAWY
CheckToOrders = Do zamówień
CheckStop = Przerwij
CheckLast = Sprzęt sprawdzono { $when }, { $worker }
CheckNever = Sprzętu jeszcze tu nie sprawdzano
SetLabelLanguage = Język drukarki etykiet
LanguagePdf = PDF (sterownik)
LanguageZpl = ZPL (Zebra)
SetLabelDpi = Rozdzielczość drukarki etykiet (dpi)
Dpi203 = 203
Dpi300 = 300
Dpi600 = 600
DpiOther = { $dpi }
StationsOpen = Karty stanowisk…
StationsHeading = Karty stanowisk
StationsHere = To stanowisko ustawiła karta { $card }
StationsNone = Żadnej karty jeszcze nie zapisano
StationsRole = Rola: { $role }
StationsName = Nazwa karty, na przykład STOL-3
StationsRoleField = Rola, na przykład pakowanie
StationsSave = Zapisz to stanowisko jako kartę
StationsForget = Usuń { $station }
StationsPrint = Drukuj karty…
StationsHow = Karta wczytuje skaner, wagę, drukarki, papier i rolę, która stoi w nagłówku stanowiska. Nie zmienia adresu serwera ani wyglądu okna. Skanuje się ją między zamówieniami: przy nowym stanowisku każdy, przy ustawionym lider zmiany.
DebtsHow = Popraw, co jest wymienione, potem zeskanuj etykietę zastępczą przy stanowisku między zamówieniami: wydrukuje się właściwa.
printer-Untrusted = Certyfikat drukarki { $name } nie jest zaufany
    .remedy = Wpisz certyfikat drukarki jako printer_certificate w bench.toml

# Odbiory: które zamówienia nie zdążą
PeopleOpen = Dane osobowe…
PeopleBack = Wróć do dokumentów
PeopleCustomer = Klient prosi o usunięcie danych
PeopleCustomerHow = Znikną nazwisko, adres, telefon, e-mail, uwagi, etykieta i dokumenty zamówienia, na każdym stanowisku i w kopiach. To, że je spakowano, kto i kiedy, zostaje bez nazwiska. Zamówień, które jeszcze nie wyjechały, nie da się tak usunąć.
PeopleCustomerOf = Numer zamówienia lub przesyłki
PeopleWorker = Pracownik odszedł
PeopleWorkerHow = Zniknie nazwisko, a z nim PIN. Historia zostaje pod numerem identyfikatora, którego nikt inny już nie dostanie.
PeopleWorkerOf = Identyfikator
PeoplePersons = Wskaźniki osób
PeoplePersonsHow = Wskaźniki podajemy dla wszystkich razem. Kto potrzebuje ich dla osób, mówi po co; zapisze się kto, kiedy i po co. Zostaną otwarte do wylogowania.
PeoplePersonsOf = Po co, na przykład: kogo przeszkolić
PeoplePersonsOpen = Rozróżniaj osoby
PeoplePersonsAre = Osoby są rozróżniane do wylogowania.
PeoplePersonsLast = { $at } · { $who } · { $purpose }
PeopleErase = Usuń…
PeopleSure = Usuń na zawsze: { $who }
AllTogether = wszyscy razem
PeopleKeptPersons = Wskaźniki rozróżniają pracowników przez { $days ->
    [one] { $days } dzień
    [few] { $days } dni
   *[many] { $days } dni
 }; starsze są wspólne dla wszystkich.
PeopleKept = Co jest przechowywane
PeopleKeptDays = Dane klientów: { $days ->
    [one] { $days } dzień
    [few] { $days } dni
   *[many] { $days } dni
 } od wydania kurierowi, potem znikają same.
PeopleKeptAlways = Dane klientów: do czasu, aż ktoś je tu usunie.
PeopleKeptWhere = Razem z nimi znikają etykiety, wydruki i listy kurierów z tamtego czasu. Dziennik zna tylko numery zamówień i identyfikatorów i nigdy się nie zmienia.
PeopleKeptShop = Systemu sklepu, listów i plików zapisanych gdzie indziej to nie obejmuje: usuń je tam.

MenuLorries = Odbiory
LorriesAllGo = { $count ->
    [one] Jedyne zamówienie zdąży
    [few] Wszystkie { $count } zamówienia zdążą
   *[many] Wszystkie { $count } zamówień zdąży
}
LorriesNone = Żadne zamówienie nie czeka na odbiór w najbliższych 12 godzinach
LorriesMiss = { $missing ->
    [one] Nie zdąży { $missing } z { $waiting } zamówień
    [few] Nie zdążą { $missing } z { $waiting } zamówień
   *[many] Nie zdąży { $missing } z { $waiting } zamówień
}
LorriesNeeded = { $packers ->
    [one] Jedna osoba więcej od teraz: zdążą wszystkie
    [few] { $packers } osoby więcej od teraz: zdążą wszystkie
   *[many] { $packers } osób więcej od teraz: zdążą wszystkie
}
LorriesNotEnough = Nawet dziewięć osób więcej nie wystarczy
LorriesOneMore = { $missing ->
    [0] Z jedną osobą więcej zdążą wszystkie
    [one] Z jedną osobą więcej nie zdąży { $missing }
    [few] Z jedną osobą więcej nie zdążą { $missing }
   *[many] Z jedną osobą więcej nie zdąży { $missing }
}
LorriesOneFewer = { $missing ->
    [0] Z jedną osobą mniej zdążą wszystkie
    [one] Z jedną osobą mniej nie zdąży { $missing }
    [few] Z jedną osobą mniej nie zdążą { $missing }
   *[many] Z jedną osobą mniej nie zdąży { $missing }
}
LorriesTooFew = Za mało spakowanych zamówień, by ocenić tempo (trzeba { $orders })
LorriesService = Usługa
LorriesCutoff = Spakować do
LorriesPickup = Kurier
LorriesWaiting = Czeka
LorriesDone = Gotowe
LorriesMissing = Nie zdąży
LorriesMore = +1 os.
LorriesFewer = −1 os.
LorriesHeld = { $count ->
    [one] { $count } wstrzymane
    [few] { $count } wstrzymane
   *[many] { $count } wstrzymanych
}
LorriesPace = Tempo
LorriesEffort = { $order } s na zamówienie i { $unit } s na każdą sztukę
LorriesToday = według dzisiejszych zamówień
LorriesDaysBefore = według ostatnich dni, bo dziś zamówień jest za mało
LorriesBench = { $orders ->
    [one] { $bench }: { $orders } zamówienie, tempo { $percent } %
    [few] { $bench }: { $orders } zamówienia, tempo { $percent } %
   *[many] { $bench }: { $orders } zamówień, tempo { $percent } %
}
LorriesNobody = Od kwadransa nikt nie pakuje
LorriesStayBehind = Nie zdążą
LorriesNobodyStays = Wszystkie zdążą
LorriesBreaks = Przerwy, w których nikt nie pakuje: { $breaks }
LorriesNoBreaks = Bez przerw: nikt ich nie wpisał w ustawieniach
LorriesComing = Liczy zamówienia, które jeszcze wpłyną: { $count }, jak w { $days } ostatnie { $weekday ->
    [Mon] poniedziałki
    [Tue] wtorki
    [Wed] środy
    [Thu] czwartki
    [Fri] piątki
    [Sat] soboty
   *[Sun] niedziele
}
LorriesComingUnknown = Bez zamówień, które jeszcze wpłyną: za mało znanych { $weekday ->
    [Mon] poniedziałków
    [Tue] wtorków
    [Wed] śród
    [Thu] czwartków
    [Fri] piątków
    [Sat] sobót
   *[Sun] niedziel
}
LorriesMissingToCome = i jeszcze { $count }, które wpłyną

## Jak obchodzić się z towarem

MarkThisSideUp = Tą stroną do góry
MarkLiesFlat = Na płasko
MarkFragile = Kruche
MarkNothingOnTop = Nic na wierzch
MarkOwnCarton = Własny karton
MarkFolds = Można złożyć
MarkSort = Tylko z „{ $sort }”
OwnCarton = Własny karton
OwnCartonHow = Bez opakowania: etykieta na sam karton

## Bramka danych: możliwe duplikaty

DuplicateOf = Możliwy duplikat: { $twin }
DuplicatePaid = Zamówienie { $order }, opłacone { $at }
DuplicateWaits = { $twin } opłacono { $at }. Czeka na spakowanie.
DuplicatePacked = { $twin } opłacono { $at }. Jest już spakowane.
DuplicateHow = { $units ->
    [one] Ten sam klient zamówił dwa razy to samo ({ $units } sztuka, { $value }). Zapytaj klienta. Chce oba: podaj powód i zwolnij zamówienie. Nie chce: sklep anuluje jedno.
    [few] Ten sam klient zamówił dwa razy to samo ({ $units } sztuki, { $value }). Zapytaj klienta. Chce oba: podaj powód i zwolnij zamówienie. Nie chce: sklep anuluje jedno.
   *[many] Ten sam klient zamówił dwa razy to samo ({ $units } sztuk, { $value }). Zapytaj klienta. Chce oba: podaj powód i zwolnij zamówienie. Nie chce: sklep anuluje jedno.
}
DuplicateWhy = Skąd wiadomo, że klient chce oba
DuplicateCustomerSaid = Klient chce oba
DuplicateShopSaid = Sklep potwierdził oba
DuplicateTwoPeople = Dla dwóch osób
BothWanted = Zwolnij, klient chce oba

## Opakowania: zapas i koszt

PackagingLow = { $name }: zostało { $left }
PackagingLevel = { $code }, zamawiamy przy { $level }
PackagingLasts = { $days ->
    [0] starczy na mniej niż dzień pracy
    [one] starczy na około { $days } dzień pracy
   *[other] starczy na około { $days } dni pracy
}
PackagingLowHow = Zamów nowe opakowania i sprawdź, ile naprawdę leży na półce. Biuro wpisuje nowy stan w packagings.csv i wczytuje plik. Gdy jest ich dość, wpis znika sam.
PackagingPerParcel = Opakowanie na paczkę
PackagingCosts = Koszt paczki
PackagingParcels = { $count ->
    [one] { $count } paczka
    [few] { $count } paczki
   *[many] { $count } paczek
}
PackagingAndCarrier = { $packaging } + { $carrier }

## Alerty

MenuAlerts = Alerty
MenuAlertsCalling = Alerty ({ $count })
LampAlerts = Alerty
AlertsBand = { $count ->
    [one] Alert: { $what }
    [few] { $count } alerty, ostatni: { $what }
   *[many] { $count } alertów, ostatni: { $what }
}
AlertsOpen = { $count ->
    [0] Otwarte alerty
    [one] 1 otwarty alert
    [few] { $count } otwarte alerty
   *[many] { $count } otwartych alertów
}
AlertsNone = Żaden alert nie jest otwarty
AlertsPast = Zakończone
AlertsPastNone = Jeszcze żaden się nie zakończył
AlertFailedLabels = Nieudane etykiety: { $count } (alarm od { $limit })
AlertStuckOrders = Zamówienia bez ruchu: { $count }
AlertStockDrift = Stan inny niż w sklepie o { $share } (alarm ponad { $limit })
AlertSyncTrouble = Łącze z centralą wymaga człowieka
AlertPackagingLow = { $name }: zostało { $left } (zamawiamy przy { $limit })
AlertPackagingLasts = { $name }: zostało { $left }, { $days ->
    [0] starczy na mniej niż dzień pracy
    [one] starczy na około { $days } dzień pracy
   *[other] starczy na około { $days } dni pracy
}
AlertScaleDrift = Waga { $scale } pokazuje { $drift } niż wcześniej
AlertErrorRate = Pomyłek więcej niż z przypadku: { $rate } na milion linii (granica { $limit })
AlertFailedLabelsHow = Nie zamykaj kolejnych paczek na tym stanowisku. Sprawdź drukarkę etykiet: papier, taśmę, kabel, a potem „Wydruki”. Gdy etykieta jest niemożliwa, popraw dane zamówienia.
AlertStuckOrdersHow = Znajdź te zamówienia i zdecyduj: spakuj dziś, wyjaśnij z klientem albo anuluj w sklepie. Ciężarówka, na którą czekały, dawno odjechała.
AlertStockDriftHow = Policz miejsca z największą różnicą. Sprawdź, czy dostawa lub zwrot nie czeka na wpis, i popraw stan tam, gdzie jest zły.
AlertSyncTroubleHow = Otwórz „Łącze”: czerwona linia mówi, co jest nie tak i co zrobić. Do tego czasu stanowisko pakuje z tego, co ma.
AlertPackagingLowHow = Zamów nowe opakowania i policz, ile naprawdę leży na półce. Biuro wpisuje nowy stan w packagings.csv i wczytuje plik.
AlertScaleDriftHow = Nie waż dalej. Sprawdź wagę odważnikiem wzorcowym (karta „Sprawdź sprzęt”), wyzeruj ją lub wezwij serwis, a potem w „Wagach” naciśnij „Waga tego stanowiska sprawdzona”.
AlertErrorRateHow = Otwórz „Pomyłki”: które pary towarów, które miejsca, która godzina. Do wyjaśnienia druga osoba liczy to, co się myli.
AlertDo = Co zrobić
AlertAbout = Zamówienia: { $what }
ReactionStop = Wstrzymaj
ReactionLimit = Ogranicz
ReactionFix = Napraw
AlertSince = Od { $at }, trwa { $span }
AlertDue = Decyduje: { $who }, do { $at }
AlertOverdue = Po terminie! Decyduje: { $who }, do { $at }
AlertSeen = Widział(a): { $who }, { $at }
AlertOver = { $from } do { $to }
AlertUnseen = nikt nie potwierdził
AlertNote = Co robisz (może zostać puste)
AlertAcknowledge = Widzę, zajmuję się tym
AlertsSetUp = Progi i odbiorcy…
AlertsRules = Progi
AlertsMail = E-mail
AlertsWebhook = Webhook
AlertsLimit = Alarm od
AlertsMinutes = Minuty
KindFailedLabels = Nieudane etykiety
KindStuckOrders = Zamówienia bez ruchu
KindStockDrift = Różnica stanów
KindSyncTrouble = Łącze z centralą
KindPackagingLow = Kończy się opakowanie
KindScaleDrift = Waga pokazuje inaczej
KindErrorRate = Pomyłki ponad przypadek
UnitFailedLabels = etykiet w ciągu tylu minut
UnitStuckOrders = zamówień, minut po ciężarówce
UnitStockDrift = tysięcznych stanu; alarm powyżej
UnitSyncTrouble = źle przez tyle minut
UnitPackagingLow = granica: próg albo dni pracy
UnitScaleDrift = gramów
UnitErrorRate = granica: karta kontrolna pomyłek
AlertsOn = Włączone
AlertsOff = Wyłączone
AlertsLanguage = Język wiadomości
LanguagePolish = Polski
LanguageEnglish = Angielski
MailHost = Serwer SMTP
MailPort = Port
MailLine = Szyfrowanie
MailStartTls = STARTTLS
MailTls = TLS
MailPlain = Bez szyfrowania
MailUser = Użytkownik (puste: bez logowania)
MailPassword = Hasło
MailPasswordKept = Hasło (jest zapisane; puste zostawia)
MailFrom = Adres nadawcy
MailTo = Adresy odbiorców (przecinek między nimi)
ReceiverCa = Certyfikat urzędu, plik (puste: urzędy systemu)
WebhookUrl = Adres (https://…)
WebhookSecret = Wspólny sekret do podpisu (może być pusty)
WebhookSecretKept = Wspólny sekret (jest zapisany; puste zostawia)
AlertsSave = Zapisz
AlertsTest = Wyślij próbę
AlertsBack = Wróć do alertów
AlertsAnswer = Odpowiedź
AlertsHint = „Zapisz” obowiązuje od razu. „Wyślij próbę” wysyła na zapisane adresy; wynik stoi niżej.
AlertsSaved = Zapisano. Obowiązuje od teraz.
AlertsTestQueued = Próba jest w drodze. Wynik stoi niżej.
AlertsNoReceiver = Nie ma odbiorcy. Wpisz adres i zapisz.
AlertsBadRule = Tej granicy nie może być: { $kind }
AlertsBadField = { $field }: „{ $text }” nie pasuje
AlertsNotWritten = Nie zapisano: { $why }
AlertsPost = Wysłane
AlertsPostNone = Jeszcze nic nie wysłano
NoticeTest = Próba
NoticeWaiting = czeka
NoticeUnderWay = w drodze
NoticeSent = doszło { $at }
NoticeUncertain = Nie wiadomo, czy doszło. Zapytaj odbiorcę.
NoticeAgain = Wyślij jeszcze raz
NoticeArrived = Doszło
NoticeToWebhook = webhook
PostAway = Serwer nie odpowiada: { $why }
PostLater = Serwer teraz nie przyjmuje: { $why }
PostUntrusted = Certyfikat serwera niczego nie dowodzi: { $why }
PostSignIn = Serwer nie zna użytkownika albo hasła: { $why }
PostRefused = Serwer odmówił: { $why }
PostSetUp = Złe ustawienie: { $why }
LetterSubject = Alert: { $what }
LetterBench = Stanowisko: { $bench }
LetterSince = Od: { $at }
LetterDue = Decyduje: { $who }, do { $at }
LetterEnd = Potwierdź na stanowisku: menu lidera, „Alerty”.
LetterTest = To jest próba. Alerty z tego stanowiska dochodzą na ten adres.
say-AlertAcknowledged = Alert potwierdzony
    .remedy = Zostaje na liście, dopóki wynik nie wróci do normy
refusal-UnknownAlert = Nie ma takiego alertu
    .remedy = Odśwież listę alertów
refusal-AlertSeen = Ktoś już potwierdził ten alert
    .remedy = Nic więcej nie trzeba
kind-UnknownAlert = Nieznany alert
kind-AlertSeen = Alert już potwierdzony
fact-AlertRaised = alert
fact-AlertCleared = koniec alertu
fact-AlertAcknowledged = alert potwierdzony

### Czyje to dane: wszystkich stanowisk, jednego, i do której

DocHistory = Historia zamówienia do reklamacji
HistoryOf = Numer zamówienia, przesyłki albo seryjny
NothingKnownOf = nic tu nie wiadomo o { $of }
InSeveralOrders = { $of } jest w kilku zamówieniach: { $orders }
BenchesKeyAll = Wszystkie
BenchesKeyEach = Każde osobno
BenchesKeyHere = To stanowisko
BenchesAll = Wszystkie stanowiska ({ $count }) · do { $until }
BenchesAllUnread = Wszystkie stanowiska ({ $count }) · dane jeszcze spływają
BenchesOne = Stanowisko { $bench } · do { $until }
BenchesOneUnread = Stanowisko { $bench } · dane jeszcze nie spłynęły
BenchesBehind = { $bench }: tylko do { $until }
BenchesBehindMore = { $bench }: tylko do { $until } · zalega jeszcze { $count }
BenchesHereOnly = Tylko to stanowisko
BenchesRefused = Centrala nie pokazuje innych stanowisk: konto musi należeć do grupy „lead”
BenchesEachHeading = Każde stanowisko osobno
BenchesColumn = Stanowisko
BenchesUntil = Dane do
BenchesSet = Dane wszystkich stanowisk
MisPickByBench = Stanowisko

# Wskaźniki lidera
MenuFigures = Wskaźniki
FigureTooFew = za mało danych
FigureNoData = brak danych
FigureBetter = lepiej niż { $value }
FigureWorse = gorzej niż { $value }
FigureSame = tyle samo co wcześniej
FigureMean = średnia { $value }
FigureMedian = mediana
FigureRange = { $low } – { $high } z 95% pewnością, z { $count }
FigureCount = z { $count }
FigureCompared = porównane z { $from } – { $to }
FigureHint = Naciśnij wskaźnik: co liczy, co robić, co za nim stoi
FigureWhat = Co liczy
FigureDo = Co zrobić
FigureOwner = Decyduje: { $who }, w ciągu { $within }
FigureWatchBelow = Uwaga poniżej
FigureAlarmBelow = Alarm poniżej
FigureWatchAbove = Uwaga powyżej
FigureAlarmAbove = Alarm powyżej
FigureWage = Godzina pracy, zł
FigureSave = Zapisz progi
FiguresSaved = Progi zapisane i obowiązują
FiguresBadLimits = Tych progów nie może być: alarm musi być gorszy niż uwaga
FiguresNotWritten = Nie zapisano: { $why }
FigureBack = Wszystkie wskaźniki
FigureRowsBack = Wróć do listy
FigureByDay = Dni
FigureByPacker = Osoby
FigureByService = Przewoźnicy
FigureByPackaging = Opakowania
FigureByProduct = Towary
FigureByBench = Stanowiska
FigureUnknown = nieznane
FigureGood = w porządku
FigureBad = do sprawdzenia
FigureLines = { $count ->
    [one] { $count } pozycja
    [few] { $count } pozycje
   *[other] { $count } pozycji
}
FigureParcel = { $order }, paczka { $parcel }
FigureDossier = Historia zamówienia { $of }
FigureBehind = Za tym stoi: { $what }
FigureTooFewHint = Za mało przypadków: różnica może być przypadkiem
FigureOrdersPerHour = Zamówienia na godzinę
FigureOrdersPerHourIs = Zamówienia zamknięte ÷ godziny pracy. Godzina pracy to godzina zegara na jednym stanowisku, w której zalogowana osoba coś zrobiła. Źródło: dziennik stanowisk.
FigureOrdersPerHourHow = Zobacz, które stanowisko i który dzień odstaje. Czeka na towar, etykiety czy wagę? Dostaw pomoc tam, gdzie stoi kolejka.
FigureLinesPerHour = Pozycje na godzinę
FigureLinesPerHourIs = Spakowane pozycje zamkniętych zamówień ÷ godziny pracy. Źródło: dziennik stanowisk.
FigureLinesPerHourHow = Porównaj z zamówieniami na godzinę: gdy spada tylko to, zamówienia są drobniejsze. Gdy oba, szukaj przestoju.
FigureFirstPass = Bez pomyłek od razu
FigureFirstPassIs = Zamówienia, przy których stanowisko nie odrzuciło złej, nadmiarowej ani brakującej sztuki ani wagi ÷ zamówienia zamknięte. Źródło: odrzucenia w dzienniku.
FigureFirstPassHow = Otwórz „Pomyłki”: które pary towarów i które miejsca. Do wyjaśnienia druga osoba liczy to, co się myli.
FigureOnTime = Zdążyły na odbiór
FigureOnTimeIs = Paczki zeskanowane na listę przed odjazdem ciężarówki obiecanej przy zapłacie ÷ paczki wydane i te, którym odjechała. Źródło: wydanie i kalendarz przewoźnika.
FigureOnTimeHow = Otwórz „Odbiory” i sprawdź dzisiejsze. Zobacz, u którego przewoźnika się spóźniają: za mało rąk przed odbiorem albo za późny cut-off.
FigurePaidToPacked = Od zapłaty do spakowania
FigurePaidToPackedIs = Od zapłaty do ostatniego zamknięcia paczki, mediana wszystkich paczek; średnia stoi obok. Źródło: zamówienie i dziennik.
FigurePaidToPackedHow = Zobacz najdłużej czekające paczki: brak towaru, wstrzymanie czy zwykła kolejka? Na kolejkę pomaga pomoc przed cut-offem.
FigurePaidToHandedOver = Od zapłaty do wydania
FigurePaidToHandedOverIs = Od zapłaty do skanu na listę przewoźnika, mediana paczek wydanych; średnia obok. Źródło: zamówienie i wydanie.
FigurePaidToHandedOverHow = Rozłóż na dwie części obok: czeka na pakowanie czy na kierowcę? Zajmij się dłuższą.
FigurePackedToHandedOver = Od spakowania do wydania
FigurePackedToHandedOverIs = Od ostatniego zamknięcia paczki do skanu na listę przewoźnika, mediana; średnia obok. Źródło: dziennik i wydanie.
FigurePackedToHandedOverHow = Zobacz, na którego przewoźnika paczki czekają. Umów odbiór wcześniej lub dwa razy dziennie.
FigureLabelsAutomatic = Etykiety bez pomocy
FigureLabelsAutomaticIs = Paczki, których etykieta wyszła sama: bez ponownego druku, pytania o wydruk i etykiety zastępczej ÷ paczki zamknięte. Źródło: dziennik.
FigureLabelsAutomaticHow = Sprawdź drukarkę tego stanowiska: papier, taśmę, kabel. Potem „Wydruki”.
FigureFailedLabels = Nieudane etykiety na 1000
FigureFailedLabelsIs = Paczki, których etykietę drukowano ponownie, nie wyszła albo nie dało się jej zrobić ÷ paczki zamknięte × 1000. Źródło: dziennik.
FigureFailedLabelsHow = Wstrzymaj stanowisko, na którym to się dzieje, do naprawy drukarki. Zła treść? Popraw dane zamówienia.
FigureBlocked = Zablokowane na 1000
FigureBlockedIs = Zamówienia, których stanowisko nie otworzyło lub nie oznaczyło przez złe dane, każde raz ÷ zamówienia zamknięte × 1000. Źródło: odrzucenia w dzienniku.
FigureBlockedHow = Popraw adresy i telefony w sklepie, zanim trafią na stół. Powtarza się jedno pole? Niech sklep go pilnuje przy zakupie.
FigureCompleteData = Kompletne dane
FigureCompleteDataIs = Zamówienia ze zmierzonymi i zważonymi towarami, ze wszystkimi dokumentami i danymi na etykietę ÷ zamówienia zamknięte. Źródło: dziennik.
FigureCompleteDataHow = Otwórz „Wagi”: lista towarów do zmierzenia. Zacznij od najczęściej pakowanych.
FigureCorrections = Poprawki wag w 30 dni
FigureCorrectionsIs = Przyjęte poprawki wagi i pomiary towarów w tych dniach, przeliczone na 30 dni. Źródło: dziennik.
FigureCorrectionsHow = Dużo poprawek to zły katalog: niech zakupy ważą nowe towary przy przyjęciu.
FigurePackingCost = Koszt pakowania paczki
FigurePackingCostIs = Opakowanie po dzisiejszej cenie i czas pracy po ustawionej stawce ÷ paczki. Bez stawki liczy się samo opakowanie. Źródło: dziennik i packagings.csv.
FigurePackingCostHow = Zobacz, które opakowanie kosztuje najwięcej i czy bierze się większe niż proponowane.
FigureHandling = Praca nad zamówieniem
FigureHandlingIs = Suma czterech kroków niżej ÷ zamówienia zamknięte. Przerwa ponad 10 minut nie liczy się. Źródło: czasy w dzienniku.
FigureHandlingHow = Zobacz, który krok rośnie, i jego najdłuższe zamówienia.
FigureScanning = Skanowanie zamówienia
FigureScanningIs = Czas od otwarcia do ostatniej sztuki ÷ zamówienia zamknięte.
FigureScanningHow = Nieczytelne kody, zła kolejność w kuwecie, daleko od skanera? Zapytaj przy stole.
FigurePackaging = Wybór opakowania
FigurePackagingIs = Czas od ostatniej sztuki do wybranego opakowania ÷ zamówienia zamknięte.
FigurePackagingHow = Czy opakowania leżą w zasięgu ręki i czy propozycja pasuje?
FigureWeighing = Ważenie
FigureWeighingIs = Czas od wybranego opakowania do dobrej wagi ÷ zamówienia zamknięte.
FigureWeighingHow = Waga długo się uspokaja albo blokuje? Sprawdź ją i „Wagi”.
FigureConfirming = Zamykanie paczki
FigureConfirmingIs = Czas od dobrej wagi do zamkniętej paczki ÷ zamówienia zamknięte.
FigureConfirmingHow = Pakowacz szuka numeru zamówienia albo etykiety? Połóż je obok wagi.

# Tablica na ścianie
LeftForLorry = Do odbioru zostało
BoardUntil = { $who } · { $when }
BoardNoneLeft = Wszystko spakowane
BoardPerHour = Zamówień na godzinę
BoardFirstPass = Bez pomyłek, %
BoardAlerts = Alerty
BoardNoAlerts = spokojnie
BoardBlocked = Wstrzymane
BoardNothingBlocked = nic nie czeka na dane
BoardMendData = lider poprawia dane
BoardPacked = Spakowane dziś

## Wyjątki: jedna kolejka
DeskMenuOverdue = Wyjątki, po terminie: { $count }
DeskOpen = Do załatwienia: { $count }
DeskOpenOverdue = Do załatwienia: { $count }, po terminie: { $late }
DeskNone = Nic nie czeka na załatwienie
DeskKindLabelFailure = Etykieta
DeskKindWeightRelease = Waga puszczona
DeskKindHeld = Wstrzymane
DeskKindShortPick = Brak towaru
DeskKindConflict = Niezgodność z centralą
DeskHeld = Wstrzymane: { $why }
DeskPutAside = Odłożone: { $reason }
DeskPutAsideHow = Wyjaśnij powód, potem otwórz zamówienie na tym stanowisku, które je odłożyło. Gdy ktoś je znów pakuje, wpis zamyka się sam.
DeskShort = Brak: { $sku }, { $units } szt.
DeskShortHow = Pakowacz: { $reason }. Zamówienie: { $path }. Poszukaj towaru, policz miejsce i powiedz klientowi, co dalej.
DeskWeight = Puszczona mimo wagi: { $difference }
DeskWeightHow = Puścił: { $who }. Powód: { $reason }. Jeśli paczka jest jeszcze w domu, otwórz ją i policz; jeśli zawartość jest dobra, popraw wagę w katalogu.
DeskOwed = Etykieta zastępcza { $number }
DeskLabelRefused = Etykiety nie da się zrobić: { $field }
DeskLabelRefusedHow = Popraw to pole w sklepie. Gdy etykieta powstanie, wpis zamyka się sam.
DeskNotPrinted = Nie wydrukowana: { $title }
DeskNotPrintedHow = Sprawdź drukarkę: papier, taśmę, kabel. Potem „Wydruki”: drukuj jeszcze raz.
DeskOwner = Załatwia: { $who }
DeskGivenTo = Załatwia: { $who }
DeskGive = Komu przekazać…
DeskGiveWhom = Kto ma to załatwić
DeskDue = Termin: { $at }
DeskOverdue = Po terminie od { $span }
DeskHowEnded = Jak się skończyło
DeskNote = Uwaga (może zostać pusta)
DeskClose = Zamknij wpis
DeskEnded = { $outcome }. Zamknięte: { $who }, { $at }
DeskMended = Przyczyna ustąpiła: { $at }
DeskSettledBefore = Zamknięte: { $who }, { $at }
DeskHere = Wpisy tego stanowiska. Wszystkie stanowiska widać na stanowisku lidera.
OutcomeMended = przyczyna ustąpiła
OutcomeCorrected = Dane poprawione
OutcomeCancelled = Zamówienie anulowane
OutcomeSentAsIs = Wysłane tak, jak jest
OutcomeSentLater = Reszta dosłana później
OutcomeRefunded = Zwrot pieniędzy
OutcomeReplaced = Wysłany zamiennik
OutcomeFound = Towar znaleziony
OutcomeContentRight = Zawartość dobra
OutcomeContentMended = Zawartość poprawiona
OutcomeCatalogueWrong = Zła waga w katalogu
OutcomeLabelled = Paczka ma etykietę
OutcomeOtherCarrier = Inny przewoźnik
OutcomeUnpacked = Rozpakowane, odłożone
OutcomeCompared = Porównane, zgadza się
OutcomeCounted = Policzone, poprawione
OutcomeParcelFound = Druga paczka zatrzymana
OutcomeOther = Inaczej (napisz jak)
DeskDeadlines = Terminy wyjątków
DeskDeadlinesHow = Po tylu minutach wpis jest po terminie, stoi na górze listy i woła lidera.
DeskMinutes = Minuty
DeskBadDeadline = Taki termin nie może być: { $kind }. Wpisz od 1 do 43 200 minut.
OwnersHeading = Kto załatwia
OwnersHow = Kto poprawia to, co wstrzymuje zamówienie, i załatwia wpisy, dopóki lider nie przekaże ich osobie.
OwnerOf = { $matter }: { $who }
OwnerCustomerService = Obsługa klienta
OwnerBookkeeping = Księgowość
OwnerCatalogue = Dział towarów
OwnerLead = Lider zmiany
OwnerAdmin = Administrator
MatterAddress = Adres, telefon, e-mail, paczkomat
MatterPayment = Płatność
MatterContent = Duplikat, brak pozycji
MatterGoods = Dane towarów i dane celne
MatterRule = Reguła wysyłki
MatterSettings = Ustawienia, kalendarz
MatterPutAside = Odłożone przez pakowacza
MatterStock = Brak towaru
MatterWeight = Waga puszczona
MatterLabel = Etykieta, drukarka
MatterConflict = Niezgodność z centralą
AlertExceptions = { $count ->
    [one] 1 wyjątek po terminie
    [few] { $count } wyjątki po terminie
   *[many] { $count } wyjątków po terminie
}
AlertExceptionsHow = Otwórz „Wyjątki”: co jest po terminie, stoi na górze. Załatw to albo przekaż osobie, która to zrobi.
KindOverdue = Wyjątki po terminie
UnitOverdue = tyle wpisów po terminie
refusal-NotAnOutcome = Tak się tego nie zamyka: { $outcome }
    .remedy = Wybierz wynik z listy tego wpisu
refusal-NobodyWithBadge = Nikt nie ma identyfikatora { $badge }
    .remedy = Wybierz osobę z listy
kind-NotAnOutcome = Wynik nie z tej listy
kind-NobodyWithBadge = Nieznana osoba
say-EntryGiven = Przekazane: { $badge }
fact-EntryClosed = wyjątek zamknięty
fact-EntryGiven = wyjątek przekazany

## Działania na pomyłki
import-setting-WarnedPair = powinny tu być dwa numery towarów, np. ["A", "B"]
refusal-UnknownAction = Nie ma takiego otwartego działania
    .remedy = Odśwież listę działań
refusal-ActionStands = To działanie dla tej pary już trwa
    .remedy = Zobacz listę działań
refusal-BadDay = Tego dnia nie może być: { $day }
    .remedy = Termin nie może minąć, a „zrobione” nie może być w przyszłości
kind-UnknownAction = Nieznane działanie
kind-ActionStands = Działanie już trwa
kind-BadDay = Zły dzień
say-PairActionSet = Zlecone: { $badge }
say-PairActionDone = Zrobione: od jutra liczymy, czy pomogło
say-PairActionWithdrawn = Działanie cofnięte
fact-PairActionSet = działanie na pomyłki zlecone
fact-PairActionDone = działanie na pomyłki zrobione
fact-PairActionWithdrawn = działanie na pomyłki cofnięte
PairActions = Działania
PairActionsOpen = Działania: { $count }
PairActionsLate = Działania, po terminie: { $count }
PairActionsNone = Nie ma jeszcze działań. Wybierz parę towarów, potem „Zleć działanie…”.
PairActionOrder = Zleć działanie…
PairActionWhat = Co zrobić z tą parą
PairActionWho = Kto to zrobi
PairActionDue = Do kiedy (RRRR-MM-DD)
PairActionToday = Dziś
PairActionTomorrow = Jutro
PairActionWeek = Za tydzień
PairActionSend = Zleć
PairActionProposed = { $what } (propozycja)
PairActionWhose = { $who }, do { $due }
PairActionOverdue = Po terminie! { $who }, do { $due }
PairActionDoneOn = Zrobione: { $day } ({ $who })
PairActionWithdrawnBy = Cofnięte ({ $who })
PairActionIsDone = Zrobione dziś
PairActionWithdraw = Cofnij
PairActionWarns = Ostrzeżenie ze zdjęciem widzą pakowacze i jest na listach kompletacji, dopóki go nie cofniesz.
PairEffect = Czy pomogło
PairEffectNone = Liczymy od dnia po „zrobione”: pierwszy wynik po pierwszym pełnym dniu.
PairEffectBefore = Przed: { $rate } na 1000 ({ $low }–{ $high }), { $errors } na { $scans } skanów
PairEffectAfter = Po: { $rate } na 1000 ({ $low }–{ $high }), { $errors } na { $scans } skanów
PairEffectDifference = Różnica: { $low } do { $high } na 1000, po { $days } dn. przed i po
PairEffectLess = Lepiej
PairEffectMore = Gorzej
PairEffectSame = Różnicy nie widać
PairEffectTooFew = Za mało, żeby powiedzieć
NotToConfuse = Nie pomyl z: { $other }
NotToConfuseBrief = nie { $sku }

## Kontrola według ryzyka
refusal-SecondPersonFirst = Najpierw zagląda druga osoba
    .remedy = Zawołaj kogoś, kto nie pakował: patrzy do paczki i podaje identyfikator i PIN
refusal-TargetOutOfRange = Za dużo błędów na milion
    .remedy = Najwyżej { $most } na milion zamówień
kind-SecondPersonFirst = Brak kontroli drugiej osoby
kind-TargetOutOfRange = Cel poza zakresem
say-CasesAccepted = { $product }: wszystkie pełne kartony ({ $cases }), razem { $packed }/{ $ordered }
say-SecondPersonNext = Wszystko jest. Teraz do paczki zagląda druga osoba.
say-SecondPersonChecked = Druga osoba sprawdziła
say-VerificationSet =
    { $target ->
        [0] Skanuje się każdą sztukę
       *[other] Cel: najwyżej { $target } z błędem na milion zamówień
    }
next-SecondPerson = Druga osoba: zajrzyj do paczki
fact-SecondPersonChecked = sprawdzone przez drugą osobę
fact-VerificationSet = cel kontroli zmieniony
MenuVerification = Kontrola
VerificationHeading = Ile zamówień na milion może wyjść z błędem?
VerificationExplain = Każde zamówienie jest oceniane przy otwarciu: mylone towary, wartość, nowa osoba, wyniki pakowania. Przy małym ryzyku jeden skan kartonu zalicza wszystkie pełne kartony tej pozycji; przy dużym druga osoba zagląda do paczki przed zamknięciem. Zawsze skanuje się każdy towar i numer zamówienia. Powód jest w historii zamówienia.
VerificationMean = Gdy skanuje się każdą sztukę, z błędem wychodzi około { $risk } na milion takich zamówień (ocenionych: { $count }).
VerificationEmpty = Żadne zamówienie nie czeka, więc nie ma czego ocenić.
VerificationOff = Bez celu: każda sztuka
VerificationTarget = { $target } na milion
VerificationTargets = Najwyżej tyle z błędem
VerificationOneScan = jeden skan na pełne kartony
VerificationEveryUnit = każda sztuka
VerificationSecond = każda sztuka i druga osoba
VerificationShare = { $share } %
SecondPersonNote = Przed zamknięciem paczkę sprawdza druga osoba.
SecondPersonHow = Porównaj towar w paczce z listą: co, ile, czy cały. Potem identyfikator i PIN.
WhyConfused = często mylony: { $sku }
WhyValue = duża wartość
WhyManyLines = dużo pozycji
WhyPackerRecord = wyniki pakującego
WhyNewPacker = nowa osoba
WhyRisk = ryzyko { $risk }, cel { $target } na milion
## Raporty na papierze: nazwy, kolumny, określenia

report-shift = Zmiana
report-mis-picks = Pomyłki
report-figures = Wskaźniki
report-lorries = Odbiory
report-weights = Wagi do poprawienia w kartotece
report-audit = Kartoteka do poprawy
report-alerts = Alerty
report-actions = Działania przeciw pomyłkom
report-exceptions = Wyjątki
report-dossier = Historia zamówienia
report-packaging = Opakowania
column-sku = Numer towaru
column-name = Nazwa
column-parcels = Paczki
column-last_packed = Ostatnio pakowany
column-length_mm = Długość
column-width_mm = Szerokość
column-height_mm = Wysokość
column-weight_g = Waga
column-old_g = Waga w kartotece
column-new_g = Waga z paczek
column-confidence_permille = Pewność
column-by = Według
column-key = Co
column-packaging_minor = Opakowania razem
column-packaging_mean_minor = Opakowanie na paczkę
column-carrier_parcels = Paczki z ceną przewoźnika
column-carrier_minor = Przewoźnicy razem
column-carrier_mean_minor = Przewoźnik na paczkę
column-on_hand = Zapas
column-lasts_days = Starczy na dni pracy
column-reorder_level = Zamówić od
column-table = Według
column-orders = Zamówienia
column-lines = Pozycje
column-scans = Skany
column-mis_picks = Pomyłki
column-per_million_lines = Na milion pozycji
column-low = Zakres od
column-high = Zakres do
column-stands_out = Więcej niż przypadek
column-bench = Stanowisko
column-day = Dzień
column-figure = Wskaźnik
column-number = Wynik
column-mean = Średnia
column-cases = Z ilu
column-grade = Ocena
column-watch = Uwaga
column-alarm = Alarm
column-before = Poprzednio
column-value = Wynik
column-units = Sztuki
column-refusals = Odmowy
column-first_pass_yield_permille = Bez pomyłek od razu
column-orders_per_hour_tenths = Zamówienia na godzinę
column-lines_per_hour_tenths = Pozycje na godzinę
column-refusals_by_kind = Odmowy: rodzaj
column-refusals_by_packer = Odmowy: pakujący
column-refusals_by_product = Odmowy: towar
column-other_packagings = Inne opakowanie niż proponowane
column-refusals_by_hour = Odmowy: godzina
column-orders_by_hour = Zamówienia: godzina
column-lines_by_hour = Pozycje: godzina
column-from = Od
column-to = Do
column-wrong = Wzięto
column-right = Zamiast
column-what = Co zrobić
column-worker = Kto
column-due = Do kiedy
column-standing = Stan
column-done = Zrobione
column-days = Dni
column-errors_before = Pomyłki przed
column-scans_before = Skany przed
column-per_million_before = Na milion przed
column-errors_after = Pomyłki po
column-scans_after = Skany po
column-per_million_after = Na milion po
column-difference_low = Różnica od
column-difference_high = Różnica do
column-effect = Czy pomogło
column-service = Przewoźnik
column-cutoff = Pakować do
column-pickup = Odbiór
column-waiting = Czekają
column-to_come = Jeszcze wpłyną
column-missing_to_come = Z nich nie zdążą
column-missing = Nie zdążą
column-missing_if_quick = Gdy praca idzie szybko
column-missing_if_slow = Gdy praca idzie wolno
column-missing_with_one_more = Z jedną osobą więcej
column-missing_with_one_fewer = Z jedną osobą mniej
column-done_at = Koniec o
column-held = Wstrzymane
column-orders_missing = Zamówienia, które nie zdążą
column-kind = Rodzaj
column-order = Zamówienie
column-parcel = Paczka
column-reason = Powód
column-opened_at = Od kiedy
column-owner = Odpowiada
column-given_to = Komu przekazano
column-ended_at = Koniec
column-outcome = Wynik
column-closed_by = Kto zamknął
column-note = Notatka
column-subject = Czego dotyczy
column-raised_at = Kiedy
column-measure = Zmierzono
column-limit = Granica
column-about = Szczegóły
column-acknowledged_at = Zauważono
column-acknowledged_by = Kto zauważył
column-cleared_at = Minęło
code-all = Razem
code-total = Razem
code-day = Dzień
code-packaging = Opakowanie
code-kind = Rodzaj
code-hour = Godzina
code-packer = Pakujący
code-picker = Zbierający
code-wave = Fala
code-product = Towar
code-location = Miejsce
code-bench = Stanowisko
code-pair = Para
code-wrong_item = Zły towar
code-extra = Za dużo
code-missing = Brak
code-found_by_weight = Wykryte wagą
code-found_by_customer = Zgłosił klient
code-ok = w normie
code-watch = uwaga
code-alarm = alarm
code-too_few = za mało danych
code-unmeasured = brak danych
code-open = otwarte
code-overdue = po terminie
code-mended = samo minęło
code-closed = zamknięte
code-done = zrobione
code-withdrawn = cofnięte
code-better = lepiej
code-worse = gorzej
code-no_difference_seen = różnicy nie widać
code-too_few_to_tell = za mało, żeby powiedzieć
code-yes = tak
code-no = nie
ReportDays = Dni od { $from } do { $to }
ReportDay = Dzień { $day }
ReportOfNow = Stan z chwili sporządzenia
ReportBenchAll = Stanowiska: wszystkie znane tutaj
ReportBenchEach = Stanowiska: każde osobno
ReportBenchOne = Stanowisko: { $bench }
NothingToShow = Nie ma tu nic do pokazania
FurtherColumns = Dalsze kolumny
ReportMade = Sporządzono { $at }
ReportPage = Strona
report-radar = Radar dnia
report-week = Tydzień
part-attention = Wskaźniki poza normą
part-pairs = Najczęściej mylone pary
part-missed = Paczki, które nie zdążyły na odbiór
part-late = Wyjątki po terminie
part-exceptions = Wyjątki otwarte teraz
part-weights = Wagi w kartotece do poprawienia
part-packagings = Opakowania do zamówienia
part-days = Dzień po dniu
part-benches = Stanowiska
part-figures = Wszystkie wskaźniki
column-how = Co zrobić
column-wrong_name = Nazwa wziętego
column-right_name = Nazwa właściwego
column-packed_at = Spakowana
column-packaging = Opakowanie
column-open_now = Wyjątki otwarte teraz
column-overdue_now = Wyjątki po terminie teraz
column-missed = Nie zdążyły na odbiór
Nothing = nic
SomeOf = { $some } z { $all }
Before = poprzednio { $value }
RadarOf = Radar dnia { $day }
WeekOf = Raport tygodnia od { $from }
ReportEnclosed = Raport jest w załączniku.
ReportNotPlaced = Czeka na folder: { $why }
DocRadar = Radar z wczoraj…
DocWeek = Raport tygodnia…

## Kartoteka towarów
MenuRecords = Kartoteka
RecordsToDo =
    { $count ->
        [one] Do poprawy: 1 rzecz, towary: { $products }
        [few] Do poprawy: { $count } rzeczy, towary: { $products }
       *[many] Do poprawy: { $count } rzeczy, towary: { $products }
    }
RecordsLooking = Przeglądam kartotekę…
RecordsAllRight = Kartoteka jest w porządku
RecordsNoneSo = Tu nie ma nic do zrobienia
RecordsFirst = Z każdego rodzaju widać { $count } najpilniejszych
RecordsAll = Wszystko: { $count }
RecordsKind = { $kind }: { $count }
RecordsAnybody = Wszyscy
RecordsMine = Moje
RecordsOpen = Do zrobienia: { $count }
RecordsAccepted = Zostaje jak jest: { $count }
RecordDemand = Potrzeba: { $units } szt.
RecordWhose = Ma to: { $who }
RecordAsIs = Zostaje ({ $who }): { $reason }
RecordChoose = Wybierz towar z listy albo go zeskanuj
RecordUnknown = Nieznany kod { $code }. Najpierw wybierz towar, potem zeskanuj kod dwa razy.
RecordScanAgain = Nieznany kod { $code }. Zeskanuj go jeszcze raz, a będzie kodem tego towaru.
RecordIsRight = Tu wszystko jest w porządku
RecordCodes = Kody: { $codes }
RecordNoCodes = Bez kodu
RecordMeasure = Zmierz i zważ…
RecordPhotoNewest = Zdjęcie z folderu
RecordPhotoFile = Zdjęcie z pliku…
RecordPhotoComing = Wczytuję zdjęcie…
RecordGive = Przydziel…
RecordGiveWhom = Kto to poprawi
RecordAccept = Zostaw jak jest…
RecordAcceptWhy = Dlaczego zostaje jak jest
RecordAcceptSend = Zostaw jak jest
RecordNoMakersCode = Producent nie daje kodu
RecordChecked = Sprawdzone, tak jest
RecordOnPurpose = Tak ma być
RecordFromScale = Z wagi: { $weight }
record-kind-shared_barcode = Kod na kilku
record-kind-no_barcode = Brak kodu
record-kind-bad_check_digit = Zła cyfra kodu
record-kind-odd_length = Zła długość kodu
record-kind-no_place = Brak miejsca
record-kind-no_weight = Brak wagi
record-kind-weight_contradicted = Wątpliwa waga
record-kind-no_size = Brak wymiarów
record-kind-odd_size = Dziwne wymiary
record-kind-odd_density = Waga a wymiary
record-kind-no_photo = Brak zdjęcia
record-kind-photo_gone = Brak pliku zdjęcia
record-kind-shared_photo = To samo zdjęcie
record-kind-twin = Duplikat?
record-kind-own_number = Tylko kod własny
record-shared_barcode = Kod { $code } mają też: { $others }
    .remedy = Skan policzy nie ten towar. Zdecyduj w systemie sklepu, czyj to kod, i usuń go pozostałym.
record-no_barcode = Nie ma żadnego kodu
    .remedy = Sztuki idą z ręki i nikt nie zauważy złego towaru. Zeskanuj kod z opakowania dwa razy albo naklej własny.
record-bad_check_digit = Zła cyfra kontrolna: { $code }
    .remedy = Skaner go nie przeczyta: ktoś się pomylił przy wpisywaniu. Zeskanuj kod z opakowania dwa razy.
record-odd_length = Kod { $code } ma złą długość
    .remedy = Arkusz zgubił zera z przodu albo kod jest urwany. Zeskanuj kod z opakowania dwa razy.
record-no_place = Nie ma miejsca w magazynie
    .remedy = Lista kompletacji nie powie, dokąd iść. Wpisz miejsce w systemie sklepu i zaimportuj stany.
record-no_weight = Nikt go nie zważył
    .remedy = Bez wagi kontrola paczki nie zauważy, że go brakuje. Połóż jedną sztukę na wadze i zmierz ją.
record-weight_contradicted = Kartoteka: { $old }, paczki mówią: { $new }
    .remedy = Kontrola wagi zatrzymuje dobre paczki albo przepuszcza złe. Zważ jedną sztukę.
record-no_size = Nie ma wszystkich wymiarów
    .remedy = Program nie dobierze kartonu ani skrytki. Zmierz trzy boki.
record-odd_size = Wymiary { $size } są mało prawdopodobne
    .remedy = Dobór kartonu na nich polega. Zmierz towar albo zostaw, jeśli naprawdę taki jest.
record-odd_density = { $size } i { $weight }: to się nie składa
    .remedy = Jedno z nich jest złe, pewnie jednostka. Zmierz i zważ jedną sztukę.
record-no_photo = Nie ma zdjęcia
    .remedy = Kto pakuje, nie ma z czym porównać towaru. Zrób zdjęcie.
record-photo_gone = Nie ma pliku { $file } albo to nie zdjęcie
    .remedy = Kto pakuje, widzi puste miejsce. Zrób zdjęcie albo zaimportuj je jeszcze raz.
record-shared_photo = To samo zdjęcie mają też: { $others }
    .remedy = Zdjęcie nie pomoże ich odróżnić. Zrób zdjęcie temu towarowi.
record-twin = Tak samo nazywa się też: { $others }
    .remedy = Stan dzieli się na dwa towary, a kto pakuje, je myli. Połącz je w systemie sklepu albo rozróżnij nazwy.
record-own_number = Jedyny kod { $code } jest własny
    .remedy = Własne numery (02, 04, 20–29) gdzie indziej znaczą co innego. Dodaj kod producenta albo zostaw, jeśli go nie ma.
refusal-RecordRight = { $product }: tu nic nie trzeba poprawiać
    .remedy = Odśwież listę kartoteki
kind-RecordRight = Kartoteka w porządku
refusal-BadPhoto =
    { $why ->
        [no_folder] Nie wiadomo, gdzie są zdjęcia
        [nothing_there] W folderze nie ma zdjęcia
        [missing] Tego pliku nie ma
        [no_picture] To nie jest zdjęcie
        [too_small] Zdjęcie jest za małe
        [too_large] Plik zdjęcia jest za duży
       *[not_kept] Dysk nie przyjął zdjęcia
    }
    .remedy =
    { $why ->
        [no_folder] Wpisz photo_folder do pliku bench.toml albo wybierz plik
        [nothing_there] Zrób zdjęcie i poczekaj, aż telefon je wyśle
        [missing] Wybierz zdjęcie jeszcze raz
        [no_picture] Wybierz plik JPEG albo PNG
        [too_small] Dłuższy bok ma mieć co najmniej 200 punktów
        [too_large] Wybierz plik do 40 MB
       *[not_kept] Sprawdź miejsce na dysku
    }
kind-BadPhoto = Złe zdjęcie
say-ProductPhotographed = { $product }: zdjęcie zapisane
say-RecordGiven = { $product }: poprawia { $badge }
say-RecordAccepted = { $product }: zostaje jak jest
fact-ProductPhotographed = towar sfotografowany
fact-RecordGiven = poprawa kartoteki przydzielona
fact-RecordAccepted = kartoteka przyjęta jak jest
column-demand = Potrzeba (szt.)
code-given = przydzielone
code-accepted = zostaje jak jest
