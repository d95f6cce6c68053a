//! The short words of screens and paper: menus, buttons, captions, lamps, headings.
//!
//! One line a word: its name, what has to be given with it, where it is read. The name is the
//! Fluent id in `assets/i18n`, so a word is found by its name in the code and in both languages.

use fluent_bundle::FluentArgs;

use super::args::{Arg as _, Signed};
use super::{Lang, texts};

macro_rules! words {
    ($words:ident, $function:ident; $($name:ident $({ $($field:ident: $kind:ty),+ })? $what:literal;)*) => {
        /// A word or a short sentence on a screen or on paper.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $words {$(
            #[doc = $what]
            $name $({ $(
                #[doc = concat!("The text's `", stringify!($field), "`.")]
                $field: $kind
            ),+ })?,
        )*}

        /// A word in the reader's language.
        pub fn $function(lang: Lang, word: $words) -> String {
            let mut args = FluentArgs::new();
            let id = match word {$(
                $words::$name $({ $($field),+ })? => {
                    $($(args.set(stringify!($field), $field.arg(lang));)+)?
                    stringify!($name)
                }
            )*};
            texts::text(lang, id, &args)
        }

        #[cfg(test)]
        impl $words {
            /// Every word, with sample values.
            pub(super) fn samples() -> Vec<Self> {
                use super::args::Sample as _;
                vec![$(Self::$name $({ $($field: <$kind>::sample()),+ })?),*]
            }
        }
    };
}
pub(super) use words;

words! { Word, word;
    AppName "The product's name.";

    Cancel "Button: leave without doing it.";
    Close "Button: close this window.";
    Back "Button: to the screen before.";
    Yes "Answer.";
    No "Answer.";
    TryAgain "Button: try it again.";
    Today "A day.";
    Loading "Shown while something is being read.";
    Other "A choice: none of the above.";

    MenuQueue "Menu: the queue of orders.";
    MenuStatistics "Menu: statistics for leads.";
    MenuImport "Menu: read a folder of CSV files.";
    MenuDocuments "Menu: sheets and lists to print.";
    MenuPrintJobs "Menu: what waits for the printer.";
    MenuSettings "Menu: the bench's settings.";
    MenuLead "Menu: button, what only a lead may do.";

    SignInScanBadge "Sign-in, giant line.";
    SignInTypePin { name: String } "Sign-in, giant line after the badge.";
    SignInBadge "Sign-in: the badge's field.";
    SignInPin "Sign-in: the PIN's field.";
    SignInPinHint "Sign-in: how long a PIN is.";
    SignInButton "Sign-in: the button.";
    SignInOtherBadge "Sign-in: start over with another badge.";
    SignInTypeBadge "Sign-in: button for typing the badge's number.";
    SignInIdleLocked "Sign-in: why the bench is locked.";
    SignInDemoHint { badge: String, pin: String } "Sign-in of the demo: who can sign in.";
    SignOut "Button: sign out.";

    PadClear "Number pad: clear all.";
    PadDelete "Number pad: delete the last digit.";
    PadDone "Number pad: take the number.";

    QueueHeading "Queue: heading.";
    QueueReady { count: u64 } "Queue: how many are ready.";
    QueueHeld { count: u64 } "Queue: how many are held.";
    QueuePackedToday { count: u64 } "Queue: how many were packed today.";
    QueuePackedTodayShort { count: u64 } "Queue: the same where there is little room.";
    QueueEmpty "Queue: nothing is ready.";
    QueueNothingHeld "Queue: nothing is held.";
    QueueNoData "Queue: nothing was imported yet.";
    QueueBegun "Queue: begun at this bench.";
    QueueMore { count: u64 } "Queue: more than fit the page.";
    QueuePickLists { count: u64 } "Queue: button, pick lists of the marked orders.";
    QueueMark "Queue: mark an order for the pick list.";
    CutoffAt { time: String } "The cut-off's time.";
    CutoffLeft { minutes: u64 } "Minutes to the cut-off.";
    CutoffPassed "The cut-off has passed.";
    ColOrder "Column: order.";
    ColCutoff "Column: cut-off.";
    ColTags "Column: marks.";
    ColDelivery "Column: delivery method.";
    ColLines "Column: lines.";
    ColUnits "Column: units.";
    ColReason "Column: why it is held.";
    ColWhatToDo "Column: what to do about it.";

    Units { count: u64 } "So many units.";
    Lines { count: u64 } "So many lines.";
    Orders { count: u64 } "So many orders.";
    Parcels { count: u64 } "So many parcels.";
    Minutes { count: u64 } "So many minutes.";
    Seconds { count: u64 } "So many seconds.";

    Location "Packing: where it lies.";
    NextLocation "Packing: where to look next.";
    NoLocation "Packing: no place is known.";
    NoPicture "Packing: no picture.";
    Sku "Packing: article number.";
    Quantity "Packing: how many.";
    Counter { done: u64, of: u64 } "Packing: units done and to do.";
    Remaining { count: u64 } "Packing: units still missing.";
    RemainingLines "Packing: heading of the lines still to do.";
    AllIn "Packing: every unit is in.";
    LineDone "Packing: this line is complete.";
    LineShort { count: u64 } "Packing: units declared short.";
    KitPart { kit: String } "Packing: the line belongs to a kit.";
    Order "Caption: order.";
    OrderNumbered { order: String } "Heading: the order on the bench.";
    ParcelOf { parcel: u64, of: u64 } "Packing: which parcel of how many.";
    Delivery "Caption: delivery method.";
    Packaging "Caption: packaging.";
    PackagingSuggested { code: String } "Packing: the proposed packaging.";
    PackagingNoneFits "Packing: no packaging holds it all.";
    PackagingChoose "Packing: choose another packaging.";
    PackagingWhy "Packing: why not the proposed one.";
    Expected "Weighing: expected gross weight.";
    Tolerance "Weighing: tolerance.";
    Measured "Weighing: measured gross weight.";
    Difference "Weighing: measured less expected.";
    MeasuredNet "Weighing: measured weight, a tare taken off.";
    ScaleSaidAsked "Scale: an order is on its way.";
    ScaleSaidDone "Scale: it did what it was told.";
    ScaleSaidRefused "Scale: it did not do what it was told.";
    ScaleSaidPressKey "Scale: it takes no such order over its wire.";
    ScaleSaidNoScale "Scale: an order, but no scale.";
    ScaleWaits "Weighing: the scale is empty or not stable.";
    ScaleCannotTell { products: String } "Weighing: units too light for the scale to notice.";
    WeightType "Weighing: type the weight, there is no scale.";
    WeightTypeGrams "Weighing: field for grams.";
    WeightTyped "Weighing: the weight was typed.";
    WeightReleased "Weighing: released by a lead.";
    Notes "Packing: heading of notes and instructions.";
    NoteOrder "Note: on the order.";
    NoteCustomer "Note: what this customer always wants.";
    NoteProduct { product: String } "Note: how to pack a product.";
    NotesSeen "Button: notes are read, go on.";
    PaperInvoiceReady "Papers: the invoice is there.";
    PaperInvoiceMissing "Papers: the invoice is missing.";
    PaperReturnSlipReady "Papers: the return slip is there.";
    PaperReturnSlipMissing "Papers: the return slip is missing.";
    Tracking "Caption: tracking number.";
    Serial "Capture: serial number.";
    Lot "Capture: lot.";
    Expiry "Capture: expiry date.";
    ExpiryHint "Capture: how the date is typed.";
    CaptureHeading { product: String } "Capture: heading.";
    CaptureSave "Capture: button.";
    ParcelClosed "Closed: big word.";
    LabelPrinted "Closed: the label is out.";
    LabelWaiting "Closed: the label waits for the printer.";

    KeyGoOn "Key: take the proposed packaging, go on.";
    KeyShort "Key: declare units short.";
    KeyNextParcel "Key: close this parcel, the rest goes into another.";
    KeyHold "Key: put the order aside.";
    KeyReopen "Key: open the last order again.";
    KeyReprint "Key: print the last label again.";
    KeySwitchPacker "Key: change the packer.";
    KeyManual "Key: confirm a unit by hand.";
    KeyBind "Key: bind an unknown barcode.";
    KeyRelease "Key: let the parcel go although its weight is off.";
    KeySecondCount "Key: a second person has counted.";

    ReleaseHeading "Release: heading.";
    ReleaseScanBadge "Release: scan the lead's badge.";
    ReleasePin "Release: the lead's PIN.";
    ReleaseDifference { difference: Signed } "Release: how far the weight is off.";
    ReleaseWhyCatalogue "Release reason: the catalogue weight is wrong.";
    ReleaseWhyFiller "Release reason: more or less filler than usual.";
    ReleaseWhyRecounted "Release reason: counted again, all is there.";
    ReleaseButton "Release: button.";

    ReasonHeading "Reason: heading.";
    ReasonNeeded "Reason: it has to be given.";

    ShortHeading "Short: heading.";
    ShortWhich "Short: which product.";
    ShortHowMany "Short: how many.";
    ShortWhy "Short: why.";
    ShortWhatNow "Short: what becomes of the order.";
    ShortOf { sku: String } "Short: key of one product.";

    ManualHeading "Manual confirmation: heading.";
    ManualWhich "Manual confirmation: which product.";
    ManualWhy "Manual confirmation: why.";
    ManualWhyDamaged "Manual reason: the barcode is damaged.";
    ManualWhyAbsent "Manual reason: there is no barcode.";
    ManualWhyUnreadable "Manual reason: the scanner does not read it.";
    ManualCounts "Manual confirmation: it is counted.";

    BindCode { code: String } "Bind: the unknown code.";
    BindUnits "Bind: units a scan stands for.";
    BindButton "Bind: button.";

    CountHeading "Second count: heading.";
    CountExplain "Second count: what to do.";
    CountButton "Second count: button.";

    HoldHeading "Put aside: heading.";
    ReopenHeading "Open again: heading.";
    ReprintHeading "Print again: heading.";

    QuestionAnswer "Question: how to answer.";

    ImportHeading "Import: heading.";
    ImportChoose "Import: button, choose a folder.";
    ImportHint "Import: what the folder holds.";
    ImportFolder { folder: String } "Import: the folder chosen.";
    ImportStart "Import: button.";
    ImportSkipBadRows "Import: take the good rows although others are bad.";
    ImportProgress { done: u64, total: u64 } "Import: rows read.";
    ImportDone "Import: heading of the end.";
    ImportAdded { count: u64 } "Import: new rows.";
    ImportChanged { count: u64 } "Import: changed rows.";
    ImportSame { count: u64 } "Import: rows read before.";
    ImportNotes { count: u64 } "Import: repairs.";
    ImportRefused { count: u64 } "Import: bad rows.";
    ImportNothingChangedTerminal "Import: at the terminal, nothing was changed and what to do.";
    ImportSummary { added: u64, changed: u64, same: u64, skipped: u64 } "Import: at the terminal, how it ended.";
    ImportNothingChanged "Import: bad rows, so nothing was changed.";

    StatHeading "Statistics: heading.";
    StatFrom "Statistics: first day.";
    StatTo "Statistics: last day.";
    StatLastDays { count: u64 } "Statistics: the last so many days.";
    StatShow "Statistics: button.";
    StatExport "Button: save the figures as a workbook or as CSV.";
    StatOrders "Statistics: orders closed.";
    StatParcels "Statistics: parcels closed.";
    StatLines "Statistics: lines packed.";
    StatUnits "Statistics: units packed.";
    StatRefusals "Statistics: refusals.";
    StatFirstPass "Statistics: first-pass yield.";
    StatFirstPassHint "Statistics: what first-pass yield means.";
    StatOrdersPerHour "Statistics: orders per hour.";
    StatLinesPerHour "Statistics: lines per hour.";
    StatByKind "Statistics: refusals by kind.";
    StatByPacker "Statistics: refusals by packer.";
    StatByProduct "Statistics: refusals by product.";
    StatOtherPackagings "Statistics: packagings other than proposed, with the reason.";
    StatPackaging "Statistics: column, packaging.";
    StatByHour "Statistics: by hour of the day.";
    StatKind "Statistics: column, kind.";
    StatPacker "Statistics: column, packer.";
    StatProduct "Statistics: column, product.";
    StatHour "Statistics: column and axis, hour.";
    StatCount "Statistics: column and axis, how often.";
    StatNothing "Statistics: nothing happened on these days.";
    StatNotMeasured "Statistics: no figure, nothing to divide by.";

    DocHeading "Documents: heading.";
    DocPickList "Documents: pick list.";
    DocPickListHint "Documents: what it is for.";
    DocCommandSheet "Documents: command cards.";
    DocCommandSheetHint "Documents: what it is for.";
    DocScannerSheet "Documents: scanner sheet.";
    DocScannerSheetHint "Documents: what it is for.";
    DocBadges "Documents: badges.";
    DocBadgesHint "Documents: what it is for.";
    DocPackagingSheet "Documents: packaging codes.";
    DocPackagingSheetHint "Documents: what it is for.";
    DocLocations "Documents: location codes.";
    DocLocationsHint "Documents: what it is for.";
    DocTotes "Documents: tote codes.";
    DocTotesHint "Documents: what it is for.";
    DocSave "Documents: button, save as PDF.";
    DocSaved { file: String } "Documents: it is written.";
    DocNotSaved { file: String, why: String } "Documents: it could not be written.";

    PrintHeading "Print jobs: heading.";
    PrintNone "Print jobs: nothing waits.";
    PrintWaits "Print jobs: this one waits.";
    PrintWaiting { count: u64 } "Print jobs: how many wait.";
    PrintFailed { why: String } "Print jobs: this one failed.";
    LabelScanHint "Closed: the label has to be scanned on the parcel.";
    PrintUnderWay "Print jobs: a printer has it.";
    PrintDoubted { why: String } "Print jobs: nobody knows whether it came out.";
    PrintRetry "Print jobs: button.";

    SetPolish "Settings: Polish, always in Polish.";
    SetEnglish "Settings: English, always in English.";
    SetTheme "Settings: light or dark.";
    SetDark "Settings: dark.";
    SetLight "Settings: light.";
    SetSound "Settings: sounds.";
    SetSoundOff "Settings: this program was built without sound.";
    SetPrintersOpen "Settings: key, open the page of the printers.";
    SetPrintersHeading "Printers: heading.";
    SetPrinterLabels "Printers: field, where labels go.";
    SetPrinterDocuments "Printers: field, where documents go.";
    SetPrinterSlips "Printers: field, where packing slips go.";
    SetLabelPaper "Printers: size of the labels.";
    SetDocumentPaper "Printers: size of the documents.";
    SetLabelScan "Printers: whether the label is scanned on its parcel.";
    SetPrintersSave "Printers: key, save.";
    SetPrintersHow "Printers: heading of what can be typed.";
    SetPrintersOfSystem "Printers: what can be typed, a printer of the system.";
    SetPrintersOfIpp "Printers: what can be typed, IPP.";
    SetPrintersOfPort "Printers: what can be typed, a port.";
    SetPrintersOfUsb "Printers: what can be typed, USB.";
    SetPrintersOfFolder "Printers: what can be typed, a folder.";
    SetPrintersNothing "Printers: nothing was saved yet.";
    SetPrintersSaved "Printers: saved.";
    SetPrintersBad { address: String } "Printers: no address of a printer.";
    SetPrintersNotWritten { why: String } "Printers: could not be written.";
    PaperMm100x150 "A size of labels.";
    PaperA6 "A size of labels.";
    PaperIn4x6 "A size of labels.";
    PaperA4 "A size of paper.";
    PaperA5 "A size of paper.";
    PaperLetter "A size of paper.";
    SetStation "Settings: this bench.";
    SetVersion "Settings: version of the program.";
    SetLeadOnly "Settings: only a lead may change this.";

    SetMasterOpen "Master: key, to its settings.";
    SetMasterHeading "Master: heading of its settings.";
    SetMasterBack "Master: key, back to the other settings.";
    SetMasterHost "Master: field, the server.";
    SetMasterPort "Master: field, port.";
    SetMasterDatabase "Master: field, database.";
    SetMasterSchema "Master: field, warehouse.";
    SetMasterAccount "Master: field, account.";
    SetMasterPassword "Master: field, password, where none is kept.";
    SetMasterPasswordKept "Master: field, password, where one is kept.";
    SetMasterCa "Master: field, certificate file.";
    SetMasterCaChoose "Master: key, choose the certificate file.";
    SetMasterLine "Master: caption of the ways of encryption.";
    SetMasterProved "Master: encrypted, and the server proves who it is.";
    SetMasterPlain "Master: not encrypted.";
    SetMasterTry "Master: key, ask the server.";
    SetMasterSave "Master: key, write down and connect.";
    SetMasterAloneKey "Master: key, back to this bench alone.";
    SetMasterNow "Master: heading of what is in force.";
    SetMasterIsAlone "Master: this bench has its own master.";
    SetMasterAddress { account: String, host: String, port: String, database: String, schema: String } "Master: the address in force.";
    SetMasterAnswer "Master: heading of what came of the last key.";
    SetMasterNothing "Master: nothing was asked yet.";
    SetMasterTrying "Master: the server is being asked.";
    SetMasterFound "Master: the server answered well.";
    SetMasterFoundWhat { server: String, schema: String, ledger: String } "Master: what the server said of itself.";
    SetMasterSaved "Master: it is written down.";
    SetMasterAloneDone "Master: the bench is alone now.";
    SetMasterUnsent { facts: u64 } "Master: not while records wait.";
    SetMasterOrderOpen "Master: not in the middle of an order.";
    SetMasterFailed { why: String } "Master: it could not be written down.";
    SetMasterHostWrong "Master: the server field is wrong.";
    SetMasterPortWrong "Master: the port field is wrong.";
    SetMasterDatabaseWrong "Master: the database field is empty.";
    SetMasterSchemaWrong "Master: the warehouse field is wrong.";
    SetMasterAccountWrong "Master: the account field is empty.";

    MenuSync "Menu: how bench and master stand, and all benches.";
    MenuExceptions "Menu: what a person has to look at.";
    LevelOk "Level: as it should be.";
    LevelWatch "Level: worth an eye.";
    LevelAlarm "Level: somebody has to act.";
    SyncOn "Link: bench and master talk.";
    SyncOnHint "Link: what that means.";
    SyncTrying "Link: the first try is under way.";
    SyncNotHeard "Link: at the terminal, nothing was heard of the bench lately.";
    SyncWindowIsOpen "Link: at the terminal, the open window sends and fetches by itself.";
    TerminalPassword "Terminal: where a command takes the master's password from.";
    TerminalAuthority "Terminal: how a command is told whose certificates to trust.";
    SyncOffSince { since: String, retry: String } "Link: since when it is off, and when it is tried again.";
    SyncFirstLoad { rows: u64 } "Link: rows of the first load that are to come.";
    SyncAutonomy "Link: heading of how long the bench can go on alone.";
    SyncAbout { span: String } "Link: about so long.";
    SyncAutonomyUnknown "Link: no pace yet, so nobody knows how long.";
    SyncAutonomyHint "Link: what it is reckoned from.";
    SyncAutonomyWhy "Link: why it is not known.";
    SyncFigures "Link: heading of the figures.";
    SyncLastPull "Link: caption, data came down.";
    SyncLastPush "Link: caption, records went up.";
    SyncQueue "Link: caption, records that wait.";
    SyncQueueOf { facts: u64, span: String } "Link: so many wait, the oldest for so long.";
    SyncRejected "Link: caption, records that did not count.";
    SyncExceptions "Link: caption, open exceptions.";
    SyncOrdersHeld "Link: caption, orders held ahead.";
    SyncOrdersUntil { orders: u64, until: String } "Link: so many, the first valid until.";
    SyncNumbers "Link: caption, tracking numbers left.";
    SyncDataAge "Link: caption, age of the data.";
    SyncDrift "Link: caption, whether the data equal the master's.";
    SyncDriftUnknown "Link: not compared yet.";
    SyncDriftNone { ago: String } "Link: equal, so long ago.";
    SyncDriftFound { topics: String } "Link: these rows differ.";
    SyncCompare "Link: key, compare the data now.";
    SyncBackup "Link: caption, the last copy of the database.";
    SyncDamaged "Link: the database is damaged.";
    SyncRescued { facts: u64 } "Link: the database was made anew, and so many records are missing.";
    SyncAgo { span: String } "So long ago.";
    SyncJustNow "Less than a minute ago.";
    SyncNever "It has not happened yet.";
    SyncNothing "Nothing waits.";
    BenchesHeading "Benches: heading.";
    BenchesRefresh "Benches: key, ask the master again.";
    BenchesNone "Benches: nothing was asked yet.";
    BenchesTold { ago: String, orders: u64 } "Benches: when the master told it, and orders that nobody holds.";
    BenchesName "Benches: column, name.";
    BenchesSeen "Benches: column, last seen.";
    BenchesUnsent "Benches: column, records not sent.";
    BenchesHeld "Benches: column, orders held.";
    BenchHere "Benches: this one.";
    BenchQuarantined "Benches: its disk was copied.";
    BenchTakeOver "Benches: key, take an order over.";
    BenchTakeOverOf { bench: String } "Benches: name of that key.";
    BenchReadmit "Benches: key, let in again.";
    BenchReadmitOf { bench: String } "Benches: name of that key.";
    TakeOverHeading { bench: String } "Take over: heading.";
    TakeOverWarning "Take over: what may lie there.";
    TakeOverWhich "Take over: which order.";
    TakeOverWhyBroken "Take over reason: the computer is broken.";
    TakeOverWhyNobody "Take over reason: nobody works there.";
    TakeOverWhyLooked "Take over reason: looked, nothing lies there.";
    TakeOverButton "Take over: key.";
    ReadmitHeading { bench: String } "Let in again: heading.";
    ReadmitWarning "Let in again: what to do first.";
    ReadmitWhyCopyOff "Let in again reason: the copy is switched off.";
    ReadmitWhyRestored "Let in again reason: restored from its own copy.";
    ReadmitButton "Let in again: key.";
    RecoveryHeading "Recovery: heading.";
    RecoveryWaits { benches: String } "Recovery: who is waited for.";
    RecoveryButton "Recovery: key.";
    RecoveryWarning "Recovery: what may go wrong.";
    RecoveryWhyGone "Recovery reason: the bench is gone for good.";
    RecoveryWhyChecked "Recovery reason: its parcels were checked.";
    WhyField "Form: field for the reason in own words.";
    ExceptionsWhatToDo "Exceptions: heading of what to do.";
    TroubleLinkNeedsLead "Trouble: the link does not come back by itself.";
    TroubleGoOnFor { span: String } "Trouble of the link: how long the bench can go on.";
    TroubleGoOn "Trouble of the link: the bench goes on.";
    TroubleNothingLeft "Trouble of the link: orders or numbers have run out.";
    TroubleFinishAndCall "Trouble of the link: the bench was turned away.";

    ScannerTestHeading "Scanner test: heading.";
    ScannerTestScanBoth "Scanner test: what to do on the screen.";
    ScannerTestScan "Scanner test: what to do.";
    ScannerTestOk "Scanner test: fine.";
    ScannerTestLayout "Scanner test: keyboard layouts differ.";
    ScannerTestNoEnter "Scanner test: the scanner does not end with Enter.";
    ScannerTestCaps "Scanner test: small and capital letters are exchanged.";
    ScannerTestCut "Scanner test: a part of the code is missing.";
    ScannerTestSeparatorOk "Scanner test: the GS1 separator came through.";
    ScannerTestNoSeparator "Scanner test: the GS1 separator is lost.";
    ScannerTestOtherSeparator { sign: String } "Scanner test: something stands for the GS1 separator.";
    ScannerTestOther { code: String } "Scanner test: another code was read.";

    DemoHeading "Demo: heading of the side panel.";
    DemoHint "Demo: what the panel is for.";
    DemoScanner "Demo: simulated scanner.";
    DemoScanField "Demo: field for a code.";
    DemoScan "Demo: scan this code.";
    DemoScanUnknown "Demo: scan an unknown code.";
    DemoSignIn "Demo: sign in.";
    DemoScale "Demo: simulated scale.";
    DemoPutOn "Demo: put the parcel on the scale.";
    DemoPutOnOff { difference: Signed } "Demo: put it on with a wrong weight.";
    SetEachUnit "Set-up: whether each unit is weighed as it goes into the box.";
    DemoBoxOn "Demo: put the empty box on the scale.";
    DemoUnitIn "Demo: put what was scanned into the box.";
    DemoUnitsTwo "Demo: put two of it into the box.";
    DemoUnitOut "Demo: take out of the box what was taken back.";
    DemoTakeOff "Demo: take it off.";
    DemoPrinter "Demo: simulated printer.";
    DemoOutOfPaper "Demo: the paper runs out.";
    DemoPaperIn "Demo: put paper in.";
    DemoNoPrint "Demo: nothing was printed yet.";

    VerdictRight "Verdict band: it counts.";
    VerdictWrong "Verdict band: wrong goods.";
    VerdictOneTooMany "Verdict band: one too many.";
    VerdictTooMany "Verdict band: a case with more than is missing.";
    VerdictUnknown "Verdict band: unknown code.";
    VerdictRefused "Verdict band: another refusal.";
    VerdictStop "Verdict band: a gate is shut.";
    VerdictQuestion "Verdict band: the bench asks.";
    VerdictIgnored "Verdict band: nothing to do.";
    VerdictIntoBox "Verdict band: what was scanned goes into the box on the scale.";

    ScanAgain "Verdict band: the code came in broken.";
    ScanNoEnd "Verdict band: the scanner does not end its codes.";
    LampScanner "Lamp: scanner.";
    LampScale "Lamp: scale.";
    LampPrinter "Lamp: printer.";
    LampMaster "Lamp: master.";
    LampDisk "Lamp: disk.";
    LampOk "Lamp state: works.";
    LampOff "Lamp state: not set up.";

    TroubleNotFound { what: String } "Trouble: it is being looked for.";
    TroubleNoFocus "Trouble: the window does not have the keyboard.";
    TroubleLayoutDiffers "Trouble: the scanner's keyboard layout.";
    TroubleScaleSilent "Trouble: the scale does not answer.";
    TroubleScaleUnknown "Trouble: the scale's language was not found.";
    TroubleScaleLoaded "Trouble: the scale must be emptied once.";
    TroubleScaleBelowZero "Trouble: the scale shows less than nothing.";
    TroubleScaleNeedsZero "Trouble: the scale has lost its zero.";
    TroubleScaleDrifts "Trouble: the scale's weight creeps.";
    TroubleScaleFrozen "Trouble: the scale shows the same all the time.";
    TroubleScaleRestless "Trouble: the scale never rests.";
    TroubleNoPermission { port: String } "Trouble: this user may not open the port.";
    TroublePortBusy { port: String } "Trouble: another program uses the port.";
    TroubleUnsent { facts: u64 } "Trouble: facts wait for the master.";
    TroubleDiskLow { megabytes: u64 } "Trouble: the disk is nearly full.";
    TroubleDiskFull "Trouble: no room is left on the disk.";
    TroubleDiskReadOnly "Trouble: the disk takes nothing.";
    TroubleDiskFailed { why: String } "Trouble: the disk refused to write.";
    TroubleFewNumbers { left: u64 } "Trouble: few tracking numbers are left.";

    OnPaperRecipient "Label: recipient.";
    OnPaperSender "Label: sender.";
    OnPaperOrder "Label: order.";
    OnPaperParcelCaption "Label: over which parcel of how many.";
    OnPaperParcel { parcel: u64, of: u64 } "Label: which parcel of how many.";
    OnPaperParcelNumber { parcel: u64 } "Label: which parcel, when their number is not known.";
    OnPaperWeight "Label: weight.";
    OnPaperService "Label: service.";
    OnPaperRouting "Label: routing.";
    OnPaperLocker "Label: locker.";
    OnPaperPhone "Label: telephone.";
    OnPaperDate "Label: date.";
    OnPaperTracking "Label: tracking number.";
    OnPaperPage { page: u64, of: u64 } "Paper: page.";
    SlipHeading "Packing slip: heading.";
    SlipContents "Packing slip: contents of this parcel.";
    SlipSku "Packing slip: column, article number.";
    SlipProduct "Packing slip: column, product.";
    SlipQuantity "Packing slip: column, quantity.";
    SlipOrdered "Packing slip: column, units ordered.";
    SlipPacked "Packing slip: column, units packed.";
    SlipShort "Packing slip: column, units that could not be sent.";
    SlipTotal "Packing slip: sums.";
    SlipPrinted "Paper: before the date of printing.";
    SlipPackedBy "Packing slip: who packed.";
    SlipThanks "Packing slip: last line.";
    PickHeading "Pick list: heading.";
    PickTrolleyHeading "Pick list: heading of the list of several orders.";
    PickIfShort "Pick list: before the place to look next.";
    PickLocation "Pick list: column, location.";
    PickNext "Pick list: column, next location.";
    PickPicture "Pick list: column, picture.";
    PickProduct "Pick list: column, product.";
    PickQuantity "Pick list: column, quantity.";
    PickDone "Pick list: column to tick off.";
    PickPosition { position: String } "Pick list: trolley position.";
    PickPositions "Pick list: heading of the trolley positions.";
    PickPicker "Pick list: who picks.";
    PickScanToOpen "Pick list: the order's barcode.";
    PickTotal { units: u64, lines: u64 } "Pick list: sums.";
    CommandSheetHeading "Command sheet: heading.";
    CommandSheetHint "Command sheet: how it is used.";
    ScannerSheetHeading "Scanner sheet: heading.";
    ScannerSheetHint "Scanner sheet: how it is used.";
    ScannerSheetKeyboard "Scanner sheet: step, the keyboard layout.";
    ScannerSheetEnter "Scanner sheet: step, Enter at the end.";
    ScannerSheetSeparator "Scanner sheet: step, the GS1 separator.";
    ScannerSheetSelfTest "Scanner sheet: caption of the self-test code.";
    BadgesHeading "Badges: heading.";
    LocationsHeading "Location codes: heading.";
    TotesHeading "Tote codes: heading.";
    PackagingSheetHeading "Packaging codes: heading.";
    PackagingSheetInner "Packaging codes: inner size.";
    PackagingSheetMax "Packaging codes: heaviest gross weight.";
}
