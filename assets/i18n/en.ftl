### The texts in English. The headline says what is; "remedy" says what to do.
### No full stop after a lone sentence. Three dots on a button that opens something.

## What the bench answers

say-SignedIn = Signed in: { $worker }
say-PinNeeded = { $worker }: type the PIN
say-SignedOut = Signed out
    .remedy = Scan your badge
say-LockedWhenIdle = Bench locked after a pause
    .remedy = Scan your badge and type the PIN
say-ToteNeedsOrder = Tote { $tote } is free
    .remedy = Scan the order that lies in it
say-ToteBound = Tote { $tote }: order { $order }
    .remedy = From now on the tote opens this order
say-OrderOpened =
    { $units ->
        [one] { $order }: { $units } unit to pack
       *[other] { $order }: { $units } units to pack
    }
    .remedy = Scan every unit
say-OrderResumed = { $order }: going on at { $done }/{ $of }
    .remedy = Go on scanning
say-UnitAccepted = { $product }: { $packed }/{ $ordered }
say-CaseAccepted = { $product }: case of { $units }, now { $packed }/{ $ordered }
say-PutBoxOnScale =
    { $units ->
        [one] { $order }: { $units } unit to pack
       *[other] { $order }: { $units } units to pack
    }
    .remedy = Put the empty box { $packaging } on the scale
say-PutBoxOnScale-none =
    { $units ->
        [one] { $order }: { $units } unit to pack
       *[other] { $order }: { $units } units to pack
    }
    .remedy = Put the empty box on the scale
say-BoxOnScale = The empty box stands on the scale
    .remedy = Scan a unit and put it in
say-PutIntoBox =
    { $units ->
        [one] { $product }: put it into the box
       *[other] { $product }: put { $units } units into the box
    }
    .remedy = It counts when the scale shows { $added } more
say-ScanTakenBack = { $product }: the last scan is taken back
say-OutOfBox = { $product }: out of the box
    .remedy = Go on scanning
say-NotWeighed-TooLight = { $product }: too light for the scale
    .remedy = It counts without being weighed. Count these twice; the parcel is weighed at the end.
say-NotWeighed-UnknownWeight = { $product }: nobody has weighed it yet
    .remedy = From here on units are only counted. The parcel is weighed at the end.
say-NotWeighed-ScaleGone = The scale does not answer
    .remedy = Units of this parcel are only counted. The parcel is weighed at the end.
say-NotWeighed-OwnCarton = Ships in its own carton: no box is weighed
    .remedy = Take the box off the scale. The carton is weighed as the parcel.
say-CountAccepted =
    { $units ->
        [one] Counted by a second person: { $units } unit
       *[other] Counted by a second person: { $units } units
    }
say-TakePackaging = All in. Take packaging { $packaging }
    .remedy = Scan its code or press “Go on”
say-TakePackaging-own = All in. It ships in its own carton
    .remedy = No packaging. Put the carton on the scale or press “Go on”.
say-TakePackaging-none = All in. Choose a packaging
    .remedy = None fits by its size. Scan the code of the one you take.
say-ParcelComplete = This parcel is full. Take packaging { $packaging }
    .remedy = The rest goes into the next parcel
say-ParcelComplete-own = A parcel of its own: it ships in its own carton
    .remedy = Put the carton on the scale. The rest goes into the next parcel.
say-ParcelComplete-none = This parcel is full. Choose a packaging
    .remedy = Scan its code. The rest goes into the next parcel.
say-ParcelStretched = More goes into this parcel
    .remedy = Scan the next unit
say-UnitTakenOut = { $product }: one unit taken out
    .remedy = Put it back on its shelf
say-CaptureNeeded =
    { $needs ->
        [serial] { $product }: serial number needed
        [lot] { $product }: lot needed
        [expiry] { $product }: expiry date needed
        [lot-expiry] { $product }: lot and expiry date needed
        [serial-lot] { $product }: serial number and lot needed
        [serial-expiry] { $product }: serial number and expiry date needed
        [all] { $product }: serial number, lot and expiry date needed
       *[nothing] { $product }: nothing more is needed
    }
    .remedy = Scan it from the pack or type it
say-Captured = { $product }: recorded
say-Undone =
    { $units ->
        [one] { $product }: { $units } unit undone
       *[other] { $product }: { $units } units undone
    }
    .remedy = Take what was undone out of the parcel
say-QuestionDropped = Question closed, nothing changed
say-ShortDeclared =
    { $quantity ->
        [one] { $product }: { $quantity } unit declared short
       *[other] { $product }: { $quantity } units declared short
    }
say-PutAside = Order { $order } is put aside
    .remedy = Put it with its goods on the shelf for held orders
say-WeighNow = { $packaging }: put the parcel on the scale
    .remedy = It should weigh { $expected }
say-WeighNow-own = Own carton: put it on the scale
    .remedy = It should weigh { $expected }
say-ConfirmNow = Weight is right: { $gross }
    .remedy = Scan the order number
say-Released = Released with a difference of { $difference }
    .remedy = Scan the order number
say-ParcelClosed = Parcel { $parcel }/{ $planned } is closed
    .remedy = Stick on label { $tracking } and pack the next one
say-OrderClosed = Done: { $order }
    .remedy = Stick on label { $tracking } and take the next order
say-Reopened = Order { $order } is open again
    .remedy = Put the parcel right, weigh it and confirm it again
say-Reprinted = { $order }: label of parcel { $parcel } prints again
    .remedy = Destroy the label printed before
say-BarcodeBound = Code now means { $product }
    .remedy = Scan the unit again
say-ExceptionSettled = Exception settled
    .remedy = It stays in the journal with your note
say-TakenOver = { $order } taken over from { $bench }
    .remedy = Look there for goods and a parcel. The bench that asks for the order next gets it.
say-DuplicateLetGo = { $order } may be packed: both are wanted
say-PersonalDataErased = Customer’s data of { $order } are erased
    .remedy = Other benches follow by themselves; what happened stays, without a name
say-PersonViewOpened = Figures by person are open
    .remedy = It is written down; they close when you sign out
say-WorkerErased = The name of { $badge } is erased
    .remedy = The badge opens nothing any more; what happened stays under its number
say-Readmitted = Bench { $bench } let in again
    .remedy = It connects by itself within a minute
say-RecoveryEnded = Missing benches are no longer waited for
    .remedy = Benches get new orders again
say-ZeroScale = The scale is asked to set zero
    .remedy = Leave it empty until it shows 0
say-TareScale = The scale is asked to take the tare
    .remedy = What lies on it counts as 0. Take it off again only together with the parcel.
say-Help =
    { $step ->
        [scanning] Scan every unit on the list
        [packaging] Take a packaging and scan its code
        [weighing] Put the parcel on the scale
        [confirming] Scan the order number
        [closed] Stick the label on and take the next order
       *[idle] Scan an order number, a tote or a product
    }
    .remedy =
    { $step ->
        [scanning] A mistake: “Undo”. Goods missing: “Short”. Parcel full: “Next parcel”.
        [packaging] “Go on” takes the proposed one. For another one scan its code.
        [weighing] Weight is off: count the goods. Only a shift lead releases.
        [confirming] The number is on the pick list or on the tote
        [closed] Something wrong in the parcel: “Open again”. Label spoilt: “Print again”.
       *[idle] To change the person: “Switch packer”
    }

## What the bench asks

ask-WhichProduct = Which product is it?
    .remedy = Several products have the code { $code }. Choose on the screen or scan the card with the number.
ask-WhyPackaging = Why { $packaging } and not the proposed one?
    .remedy = Choose a reason on the screen or scan the card with its number
ask-WhichShort = Which product is missing?
    .remedy = Choose it on the screen or scan the card with its number
ask-WhyShort =
    { $quantity ->
        [one] { $product }: why is { $quantity } unit missing?
       *[other] { $product }: why are { $quantity } units missing?
    }
    .remedy = Choose a reason on the screen or scan the card with its number
ask-ShortPath =
    { $quantity ->
        [one] { $product }: { $quantity } unit missing. What about the order?
       *[other] { $product }: { $quantity } units missing. What about the order?
    }
    .remedy = Choose on the screen or scan the card with the number
ask-WhyHold = Why put this order aside?
    .remedy = Choose a reason on the screen or scan the card with its number
ask-WhyReopen = Why open { $order } again?
    .remedy = Choose a reason on the screen or scan the card with its number
ask-WhyReprint = Why print the label of { $order } again?
    .remedy = Choose a reason on the screen or scan the card with its number

## Refusals

refusal-NotSignedIn = Nobody is signed in
    .remedy = Scan your badge and type the PIN
refusal-UnknownBadge = Unknown badge
    .remedy = Scan it again. If it is still unknown, call the shift lead.
refusal-WrongPin = Wrong PIN
    .remedy = Type the PIN again
refusal-OtherSecret = This bench cannot check PINs
    .remedy = Call whoever set it up: the file “pepper” must be the same on all benches
refusal-LockedOut = Too many wrong PINs
    .remedy =
    { $seconds ->
        [one] Wait { $seconds } second and try again
       *[other] Wait { $seconds } seconds and try again
    }
refusal-NotPermitted = You may not do this: { $right }
    .remedy = Ask the shift lead
refusal-SamePerson = A second person has to do this
    .remedy = Let somebody else scan their badge
refusal-ReasonNeeded = A reason is needed
    .remedy = Choose one from the list or type your own
refusal-NoOrderOpen = No order is open
    .remedy = Scan an order number or a tote
refusal-AnotherOrderOpen = Finish { $open } first
    .remedy = Pack it to the end or put it aside, then open the next one
refusal-UnknownOrder = Unknown order: { $order }
    .remedy = Check the number on the list and scan again. If it is right, call the shift lead.
refusal-OrderHeld = Do not pack { $order } — { $hold }
refusal-AlreadyPacked = Order { $order } is packed already
    .remedy = Take the next one. To change this parcel: “Open again”.
refusal-OrderCancelled = The shop cancelled order { $order }
    .remedy = Do not ship it. Take the goods out and put them back on their shelves.
refusal-OrderChanged = The shop changed order { $order }
    .remedy = Read the list again and pack by the new one
refusal-OrderTakenOver = Order { $order } was given to other benches
    .remedy = Stop. Put its goods aside together and call the shift lead.
refusal-UnknownBarcode = Unknown code: { $code }
    .remedy = Scan the barcode on the product. If it is still unknown, put the unit aside and call the shift lead.
refusal-LocationScanned = { $location } is a place, not a product
    .remedy = Scan the barcode on the product itself
refusal-NotInThisStep =
    { $step ->
        [scanning] Not now: goods are being scanned
        [packaging] Not now: the packaging comes first
        [weighing] Not now: the scale comes first
        [confirming] Not now: the parcel waits to be confirmed
        [closed] This order is closed already
       *[idle] Not now: no order is open
    }
    .remedy =
    { $step ->
        [scanning] Scan the goods on the list
        [packaging] Scan a packaging code or press “Go on”
        [weighing] Put the parcel on the scale
        [confirming] Scan the order number
        [closed] Stick the label on and take the next order
       *[idle] Scan an order number or a tote
    }
refusal-NotOnPickList = { $product }: not on the list
    .remedy = Put this unit aside and take the right one
refusal-OneTooMany = { $product }: complete already ({ $ordered }/{ $ordered })
    .remedy = Put the unit back into the tote
refusal-CaseTooLarge = { $product }: { $units } in the case, only { $missing } missing
    .remedy = Open the case and scan single units
refusal-ParcelFull = { $product }: does not fit this parcel
    .remedy = Put it into the next one. If it does fit: “It fits”, then scan it again.
refusal-ParcelFull-heavy = { $product }: parcel would be too heavy
    .remedy = It goes into the next parcel
refusal-OtherParcel = { $product }: this goes into another parcel
    .remedy = “{ $sort }” never shares a parcel with “{ $inside }”. Close this parcel first (“Next parcel”), then scan it again.
refusal-OwnParcel = { $product }: a parcel of its own, in its own carton
    .remedy = Nothing goes with it. Close this parcel first (“Next parcel”), then scan one unit by itself.
refusal-ParcelEmpty = The parcel is empty
    .remedy = Scan goods into it first
refusal-UnitsMissing =
    { $missing ->
        [one] { $missing } unit is still missing
       *[other] { $missing } units are still missing
    }
    .remedy = Scan the rest. If the goods are not there, declare “Short”.
refusal-CaptureMissing = { $product }: number or date is missing
    .remedy = Scan or type the serial number, lot or expiry date
refusal-BadCapture = This is no serial number, lot or date
    .remedy = Scan the code on the maker's label. Type a date as YYYY-MM-DD.
refusal-SerialTwice = Serial number { $serial } is in the order already
    .remedy = Scan the number of this unit, not of the one before
refusal-AnswerFirst = Answer the question first
    .remedy = Choose an answer on the screen or scan the card with its number. “Undo” closes the question.
refusal-NoSuchOption = There is no such answer
    .remedy = Choose one of the answers on the screen
refusal-ShortTooMany =
    { $missing ->
        [0] { $product }: nothing is missing
        [one] { $product }: only { $missing } unit is missing
       *[other] { $product }: only { $missing } units are missing
    }
    .remedy = Declare no more units than are missing
refusal-NothingToUndo = There is nothing to undo
    .remedy = Go on working
refusal-UnknownPackaging = Unknown packaging: { $packaging }
    .remedy = Scan a code on the packaging shelf
refusal-PackagingTooWeak = { $packaging } is too weak: it carries { $max }
    .remedy = Take a stronger packaging and scan its code
refusal-NotCarried =
    { $limit ->
        [gross] Too heavy for { $service }: { $most } at most
       *[other] { $packaging } is too large for { $service }
    }
    .remedy =
        { $limit ->
            [size] { $found }, at most { $most }.
            [side] Its longest side is { $found }, at most { $most }.
            [girth] Its girth is { $found }, at most { $most }.
            [counts] By its size it counts as { $found }, at most { $most }.
           *[other] Nothing may be heavier there.
        } { $has ->
            [0] Take goods out (“Undo”) and pack two parcels, or put the order aside.
           *[other] Take { $instead } and scan its code.
        }
refusal-PackagingFirst = Choose the packaging first
    .remedy = Scan a packaging code or press “Go on”
refusal-WeighFirst = Weigh the parcel first
    .remedy = Put it on the scale and wait until the figure stands still
refusal-WeightOff-light = Parcel is { $difference } too light
    .remedy = Look for what is missing and weigh again (±{ $tolerance } allowed). If nothing is, ask the shift lead to release it.
refusal-WeightOff-heavy = Parcel is { $difference } too heavy
    .remedy = Look for what is too much and weigh again (±{ $tolerance } allowed). If all is right, ask the shift lead to release it.
refusal-WeightImpossible = That cannot be a parcel's weight
    .remedy = Take the parcel off, see that the scale shows zero, and put it on again
refusal-TooHeavy = Parcel too heavy: { $max } at most
    .remedy = Split the goods into two parcels or take a stronger packaging
refusal-NothingToRelease = There is nothing to release
    .remedy = No weight is blocked, go on working
refusal-BoxFirst = First the empty box { $packaging } on the scale
    .remedy = Wait until the figure stands still. Another box: scan its code.
refusal-BoxFirst-none = First the empty box on the scale
    .remedy = Wait until the figure stands still
refusal-BoxWeightOff-light = The empty box is { $difference } too light
    .remedy = Is it another box? Scan its code (±{ $tolerance } allowed). If all is right, ask the shift lead to release it.
refusal-BoxWeightOff-heavy = The empty box is { $difference } too heavy
    .remedy = Something in it? Another box: scan its code (±{ $tolerance } allowed). If all is right, ask the shift lead to release it.
refusal-UnitNotInBox = { $product }: not in the box yet
    .remedy = Put it in and wait until the figure stands still. Scanned twice: “Undo”.
refusal-TwoInBox = { $product }: two in the box, one scanned
    .remedy = Take one out again: { $difference } too much
refusal-UnitWeightOff-light = { $product }: { $difference } too light
    .remedy = Another product, or a part missing? “Undo” and take it out (±{ $tolerance } allowed). If all is right, ask the shift lead.
refusal-UnitWeightOff-heavy = { $product }: { $difference } too heavy
    .remedy = Another product, or more than one? “Undo” and take it out (±{ $tolerance } allowed). If all is right, ask the shift lead.
refusal-UnitStillInBox = { $product }: still in the box
    .remedy = Take it out and wait until the figure stands still
refusal-WrongOrderNumber = This is { $scanned }, you are packing { $expected }
    .remedy = Scan { $expected }. See that no lists were mixed up.
refusal-ToteTaken = Tote { $tote } carries { $order } already
    .remedy = Take a free tote
refusal-NoSuchParcel = There is no such closed parcel
    .remedy = Check the order number and the parcel's number
refusal-LabelImpossible = No label possible: { $field }
    .remedy = This field cannot be printed. Print a substitute label and let the office correct it.
refusal-NoTrackingNumbers = No tracking numbers are left
    .remedy = Print a substitute label and call the shift lead. What was scanned is saved.
refusal-ScannerInUse = Every unit is scanned at this bench
    .remedy = Scan the goods. A unit with a damaged code is confirmed by the shift lead.
refusal-BadMeasures = No product has such a size or weight
    .remedy = Measure again: sides in mm, weight in g, all above zero
refusal-UnknownProduct = Not in the catalogue: { $sku }
    .remedy = Check the SKU and give it again
refusal-BarcodeTaken = This code is taken by { $product }
    .remedy = Scan another code. If the catalogue is wrong, tell the office.
refusal-CodeInUse = { $code } means something else here already
    .remedy = Orders, packagings, badges, totes and command cards keep their codes. Scan the code on the product.
refusal-UnknownException = No exception { $exception }
    .remedy = Refresh the list of exceptions
refusal-AlreadySettled = Exception settled already
    .remedy = Nothing more to do
refusal-NotHeldThere = { $order } is not held by { $bench }
    .remedy = Refresh the list of benches and see who holds the order
refusal-HeldHere = This bench holds { $order } itself
    .remedy = Pack it here or put it aside
refusal-NotFromHere = { $bench } cannot let itself in
    .remedy = Choose "Let in again" at another bench
refusal-NotADuplicate = { $order } is not held as a duplicate
    .remedy = Look at the list of exceptions again
refusal-NotGoneYet = { $order } has not left yet: its address is needed
    .remedy = Hand its parcels over, or wait three days after packing
refusal-NothingToErase = { $order }: nothing left that tells who the customer is
    .remedy = Nothing more to do
refusal-NotYourself = Nobody erases themselves
    .remedy = Ask another lead
refusal-BadEvent = Event not understood: { $why }
    .remedy = Correct the line and send it again
refusal-NotSaved = Not saved, the disk refused
    .remedy = Do it again. If it happens again, stop working and call the shift lead.

## Refusals in statistics

kind-NotSignedIn = Nobody signed in
kind-UnknownBadge = Unknown badge
kind-WrongPin = Wrong PIN
kind-OtherSecret = Bench cannot check PINs
kind-LockedOut = Too many wrong PINs
kind-NotPermitted = Not permitted
kind-SamePerson = Same person
kind-ReasonNeeded = No reason given
kind-NoOrderOpen = No order open
kind-AnotherOrderOpen = Another order open
kind-UnknownOrder = Unknown order
kind-OrderHeld = Order held
kind-AlreadyPacked = Packed already
kind-OrderCancelled = Order cancelled
kind-OrderChanged = Order changed
kind-OrderTakenOver = Order taken over
kind-UnknownBarcode = Unknown code
kind-LocationScanned = A place instead of goods
kind-NotInThisStep = Not in this step
kind-NotOnPickList = Wrong product
kind-OneTooMany = One too many
kind-CaseTooLarge = Case too large
kind-ParcelFull = Parcel full
kind-OtherParcel = Belongs into another parcel
kind-OwnParcel = Ships in its own carton
kind-ParcelEmpty = Parcel empty
kind-UnitsMissing = Units missing
kind-CaptureMissing = Number or date missing
kind-BadCapture = Bad number or date
kind-SerialTwice = Serial number twice
kind-AnswerFirst = Question not answered
kind-NoSuchOption = No such answer
kind-ShortTooMany = Too much declared short
kind-NothingToUndo = Nothing to undo
kind-UnknownPackaging = Unknown packaging
kind-PackagingTooWeak = Packaging too weak
kind-NotCarried = Carrier does not take it
kind-PackagingFirst = No packaging chosen
kind-WeighFirst = Not weighed
kind-WeightOff = Weight off
kind-WeightImpossible = Impossible weight
kind-TooHeavy = Parcel too heavy
kind-NothingToRelease = Nothing to release
kind-BoxFirst = No box on the scale
kind-BoxWeightOff = Box weight off
kind-UnitNotInBox = Unit not in the box
kind-TwoInBox = Two in the box
kind-UnitWeightOff = Unit weight off
kind-UnitStillInBox = Unit still in the box
kind-WrongOrderNumber = Wrong order number
kind-ToteTaken = Tote taken
kind-NoSuchParcel = No such parcel
kind-LabelImpossible = No label possible
kind-NoTrackingNumbers = No tracking numbers
kind-ScannerInUse = Scanner in use
kind-BadMeasures = Impossible measures
kind-UnknownProduct = Unknown product
kind-BarcodeTaken = Code taken
kind-CodeInUse = Code means something else
kind-UnknownException = Unknown exception
kind-AlreadySettled = Exception settled already
kind-NotHeldThere = Another bench holds the order
kind-HeldHere = Order of this bench
kind-NotFromHere = Letting in from another bench
kind-NotGoneYet = Erasing before the parcel has left
kind-NothingToErase = Erasing where nothing is left
kind-NotYourself = Erasing oneself
kind-NotADuplicate = Order that is no duplicate
kind-BadEvent = Event not understood
kind-NotSaved = Not saved

## Why an order is held

hold-Unpaid = Not paid
    .remedy = Wait for the payment
hold-NoLines = It has no lines
    .remedy = The order has to be checked in the shop
hold-NoName = Recipient's name is missing
    .remedy = The address has to be completed
hold-NoStreet = Street or number is missing
    .remedy = The address has to be completed
hold-NoPostcode = Postcode is missing
    .remedy = The address has to be completed
hold-BadPostcode = Wrong postcode: { $postcode }
    .remedy = The address has to be corrected
hold-NoCity = City is missing
    .remedy = The address has to be completed
hold-NoCountry = Country is missing
    .remedy = The address has to be completed
hold-BadCountry = Wrong country code: { $country }
    .remedy = The address has to be corrected
hold-NoPhone = Telephone is missing
    .remedy = A telephone number has to be added
hold-BadPhone = Wrong telephone number: { $phone }
    .remedy = The telephone number has to be corrected
hold-NoLocker = No parcel locker was chosen
    .remedy = The customer has to be asked for a locker
hold-BadLocker = No such parcel locker: { $locker }
    .remedy = The customer has to be asked for a locker
hold-CityElsewhere = Wrong postcode for { $city }
    .remedy = The address has to be corrected
hold-BadEmail = Wrong e-mail address: { $email }
    .remedy = The e-mail address has to be corrected
hold-Duplicate = Possible duplicate of { $of }
    .remedy = The customer has to be asked whether both are wanted
hold-NoEori = The sender’s EORI is missing
    .remedy = It has to be added to the settings as sender_eori
hold-BadEori = Wrong EORI of the sender: { $value }
    .remedy = sender_eori has to be corrected in the settings
hold-NoCustoms = Customs: { $sku } lacks { $field }
    .remedy = The customs data have to be added
hold-BadCustoms = Customs: { $sku }, wrong { $field } { $value }
    .remedy = The customs data have to be corrected
fault-BadVat = Wrong VAT number: { $vat }
    .remedy = The customer has to be asked for the number
hold-Cancelled = Cancelled in the shop
    .remedy = Put the goods back on their shelves
hold-PutAside = Put aside: { $reason }
    .remedy = “Open again” takes it up
hold-TakenElsewhere = Being packed at another bench
    .remedy = Take the next order
hold-MasterAway = The master does not answer
    .remedy = This bench does not hold the order: take another one, and try this one later
hold-LeaseOver = Its time at this bench is over
    .remedy = The master does not answer, and others may get the order: leave it and call the shift lead
hold-BenchCopied = The disk of this bench was copied
    .remedy = It opens no order until it is let in again: call the shift lead

## Answers to choose from

option-Case = { $product }, case of { $units }
reason-BinEmpty = The bin is empty
reason-Damaged = Goods are damaged
reason-WrongInBin = Something else lies in the bin
reason-TooSmall = The proposed one is too small
reason-ItFits = It all fits in this one
reason-UsedUp = The proposed one is used up
reason-Fragile = Goods need more protection
reason-LabelSpoilt = Label unreadable or lost
reason-NotPrinted = It did not print
reason-ContentsWrong = Wrong contents in the parcel
reason-AskOffice = Question to the office or customer
reason-Other = Another reason
path-ShipShort = Ship what is there
path-Hold = Put aside until the goods are found
path-CancelLine = Take the line off the order

## Names

role-Packer = Packer
role-Lead = Shift lead
role-Admin = Administrator
right-ConfirmByHand = confirming units by hand
right-ReleaseWeight = releasing a weight
right-SkipLabelScan = going on without scanning the label
right-BindBarcode = binding barcodes
right-SeeStatistics = statistics
right-SetUp = import and settings
right-SettleExceptions = exceptions and benches
tag-Today = Ships today
tag-Vip = VIP
tag-Express = Express
tag-Pickup = Collected in person
tag-MadeToOrder = Made to order
tag-Locker = Parcel locker
tag-Gift = Gift
paper-Invoice = Invoice
paper-ReturnSlip = Return slip
step =
    { $step ->
        [scanning] Scanning
        [packaging] Packaging
        [weighing] Weighing
        [confirming] Confirming
        [closed] Closed
       *[idle] Ready
    }
needs =
    { $needs ->
        [serial] Serial number
        [lot] Lot
        [expiry] Expiry date
        [lot-expiry] Lot and expiry date
        [serial-lot] Serial number and lot
        [serial-expiry] Serial number and expiry date
        [all] Serial number, lot and expiry date
       *[nothing] Nothing
    }
delivery-inpost_locker = InPost locker
delivery-inpost_courier = InPost courier
delivery-dpd_courier = DPD courier
delivery-dhl_courier = DHL courier
delivery-gls_courier = GLS courier
delivery-pickup = Collected in person
field-order_no = order number
field-order = order number
field-tracking = tracking number
field-sscc = SSCC
field-gross = parcel weight
field-service = carrier service
field-routing = routing
field-recipient = recipient
field-recipient-name = recipient's name
field-recipient-company = recipient's company
field-recipient-lines = recipient's address
field-recipient-street = recipient's street
field-recipient-postcode = recipient's postcode
field-recipient-city = recipient's city
field-recipient-country = recipient's country
field-recipient-phone = recipient's telephone
field-sender = sender
field-sender-name = sender's name
field-sender-lines = sender's address
field-sender-street = sender's street
field-sender-postcode = sender's postcode
field-sender-city = sender's city
field-sender-phone = sender's telephone
field-customs_description = description
field-hs_code = HS code
field-origin = origin
field-unit_value = unit value
field-customs = customs data

## Command cards

card-GoOn = Go on
    .remedy = Takes the proposed packaging and goes on
card-Undo = Undo
    .remedy = Takes the last scan back or closes the question
card-Short = Short
    .remedy = Says that goods are missing
card-NextParcel = Next parcel
    .remedy = Closes this parcel, the rest goes into another
card-ItFits = It fits
    .remedy = More goes into this parcel than was reckoned
card-Hold = Put aside
    .remedy = Leaves the order for later, with a reason
card-Reopen = Open again
    .remedy = Opens the last order to put it right
card-Reprint = Print again
    .remedy = Prints the last label once more
card-SwitchPacker = Switch packer
    .remedy = Signs out. The order waits for the next person.
card-Help = Help
    .remedy = Says what can be done now
card-ZeroScale = Zero the scale
    .remedy = Sets the empty scale to 0
card-TareScale = Tare
    .remedy = What lies on the scale counts as 0 from now on
card-Option = Answer { $number }
    .remedy = Chooses the answer with this number

## What to do next

next-SignIn = Scan your badge
next-Pin = { $name }: type the PIN
next-OpenOrder = Scan an order number, a tote or a product
next-OrderOfTote = Scan the order for tote { $tote }
next-Answer = Choose an answer
next-Unit = Scan: { $product }
next-Unit-at = Scan: { $product }, { $location }
next-Units = Scan: { $product } ×{ $missing }
next-Units-at = Scan: { $product } ×{ $missing }, { $location }
next-TakeOut =
    { $surplus ->
        [one] Take out and scan { $surplus } unit: { $product }
       *[other] Take out and scan { $surplus } units: { $product }
    }
next-Count =
    { $units ->
        [one] A second person counts: there should be { $units } unit
       *[other] A second person counts: there should be { $units } units
    }
next-Capture =
    { $needs ->
        [serial] Scan the serial number: { $product }
        [lot] Scan the lot: { $product }
        [expiry] Scan the expiry date: { $product }
        [lot-expiry] Scan lot and expiry date: { $product }
        [serial-lot] Scan serial number and lot: { $product }
        [serial-expiry] Scan serial number and expiry date: { $product }
        [all] Scan serial number, lot and expiry date: { $product }
       *[nothing] Go on scanning: { $product }
    }
next-Packaging = Take packaging: { $packaging }
next-Packaging-own = Own carton: put it on the scale, no packaging
next-Packaging-none = Choose a packaging and scan its code
next-Weigh = Put the parcel on the scale
next-TypeWeight = Weigh the parcel and type its weight
next-WeighAgain-light = { $difference } too light. Count and weigh again
next-WeighAgain-heavy = { $difference } too heavy. Count and weigh again
next-Box = Empty box { $packaging } on the scale
next-Box-none = Put the empty box on the scale
next-IntoBox =
    { $units ->
        [one] Into the box: { $product }
       *[other] Into the box: { $units } × { $product }
    }
next-OutOfBox = Out of the box: { $product }
next-LookIntoBox-light = { $difference } too light. Look into the box
next-LookIntoBox-heavy = { $difference } too heavy. Look into the box
next-Confirm = Scan order number { $order }
next-Closed = Done — stick the label on, take the next order
next-PutBack = Order cancelled — put the goods back

## Link to the master and exceptions

link-Away = The master does not answer
    .remedy = Go on working, the link comes back by itself. If it does not, check address, cable, network switch and server.
link-WrongPassword = The master does not accept this bench's account or password
    .remedy = Mend account and password in Settings. Go on working until then.
link-PasswordFile = The password file cannot be used: { $file }
    .remedy = Type the password anew in Settings, or mend the file: only Pakownia's account may read it. Go on working until then.
link-NoDatabase = The server has no such database
    .remedy = Mend the database's name in Settings, or ask an administrator to make it. Go on working until then.
link-NotSetUp = The database has no such warehouse
    .remedy = Mend the warehouse's name in Settings. An administrator sets a new one up with "pakownia master init". Go on working until then.
link-Certificate-UnknownAuthority = Nobody knows who signed the server's certificate
    .remedy = Name in Settings the file with the certificate of the authority (CA) that signed it. Go on working until then.
link-Certificate-OtherName = The server's certificate is made out for another name
    .remedy = Write the address in Settings exactly as in the certificate, or change the server's certificate. Go on working until then.
link-Certificate-Expired = The server's certificate has expired
    .remedy = An administrator renews the certificate on the server. Check date and time on this computer too. Go on working until then.
link-Certificate-NotYetValid = The server's certificate is not valid yet
    .remedy = Check date and time on this computer and on the server. Go on working until then.
link-Certificate-NoneAtServer = The server does not encrypt its connections
    .remedy = An administrator switches TLS on at the server. Only in a network where nobody listens, choose a connection without encryption in Settings.
link-Certificate-BadFile = The file with the authority's certificate cannot be used: { $file }
    .remedy = Name another file (PEM) with the authority's certificate in Settings. Go on working until then.
link-Certificate-NobodyTrusted = This computer trusts no certificate authority
    .remedy = Name in Settings the file with the certificate of the authority (CA) that signed the server's. Go on working until then.
link-Certificate-Other = The server's certificate is not trusted: { $why }
    .remedy = Name in Settings the file with the certificate of the authority that signed it, or change the server's certificate. Go on working until then.
link-NoMember = The account is no bench's account in this warehouse
    .remedy = An administrator adds the account to the group { $group } on the server. Go on working until then.
link-OtherSeat = The account belongs to another bench: { $tied }
    .remedy = Write in Settings the account of this bench ({ $station }), or ask an administrator to assign it. Go on working until then.
link-NoRight = The account lacks a right: { $why }
    .remedy = An administrator gives the account the rights of a bench on the server. Go on working until then.
link-OlderSchema = The master's database is older than the program ({ $found }, needed { $known })
    .remedy = An administrator brings it forward with "pakownia master migrate". Go on working until then.
link-NewerSchema = The master's database is newer than the program ({ $found }, known { $known })
    .remedy = Install a newer program on this bench. Go on working until then.
link-DiskFull = The server's disk is full
    .remedy = Make room on the server's disk. Benches go on working, records wait.
link-ReadOnly = The master takes nothing: it is read-only
    .remedy = Check that the address is not a replica's and that the server's disk did not turn read-only. Go on working until then.
link-Quarantined = Two benches have the same identity
    .remedy = A disk was copied. Finish the open order, switch the copy off, and a shift lead lets this bench in again from another one. In a shop with one bench: pakownia doctor --let-in.
link-BadSettings = The settings of the master cannot be used: { $why }
    .remedy = Mend address, database and warehouse in Settings. Go on working until then.
link-Other = The master refused: { $why }
    .remedy = Go on working and call an administrator
rejection-UnknownOrder = the master knows no order { $order }
rejection-OldFence = the order was given to another bench meanwhile
rejection-HeldElsewhere = bench { $holder } holds the order
rejection-CopiedDisk = the master has another record of this bench under this number
rejection-Unstorable = the master's database could not keep it: { $why }
exception-PackedThenCancelled = Packed, and the shop cancelled the order
    .remedy = Take the parcel out of those ready to ship. Unpack it, put the goods back, destroy the label.
exception-PackedThenEdited = Packed, and the shop changed the order
    .remedy = Stop the parcel. Compare it with the order: revision { $packed } was packed, now it is { $now }. Mend the parcel, or agree with the office that it goes as it is.
exception-StockShort = { $sku }: more was packed than the books had
    .remedy = Count bin { $location }, the books have { $units } there. Check that the right goods went into the parcel, and mend the stock in the shop.
exception-StockShort-anywhere = { $sku }: more was packed than the books had
    .remedy = Count every bin of the product, the books have { $units }. Check that the right goods went into the parcel, and mend the stock in the shop.
exception-FactRejected = Not accepted by the master: { $fact }
    .remedy = Reason: { $why }. Find the goods and the parcel of this order at bench { $bench }. Hand nothing over before it is clear which parcel is the right one.
exception-TakenOver = Taken over from { $bench }, which did not answer
    .remedy = Look at bench { $bench } for a second parcel and goods of this order. Hand over one parcel only. Taken by { $by }: { $reason }.
exception-CopiedBench = Two computers work as { $bench }
    .remedy = Find both and switch off the one with the copied disk. Check the parcels of both, then let the bench in again.
exception-MasterRestored = The master was set back to an earlier state
    .remedy = Switch on all benches, so that they send what they did since. Until they have, hand over no parcel packed after that moment.
topic-product = products
topic-barcode = barcodes
topic-stock = stock
topic-kit = kits
topic-customer = customers' wishes
topic-packaging = packagings
topic-worker = workers
topic-tote = totes
topic-setting = settings
topic-order = orders
topic-standing = state of orders
topic-exception = exceptions
topic-gone = what was taken away
fact-OrderOpened = order opened
fact-OrderResumed = order resumed
fact-OrderRevised = order changed
fact-OrderWithdrawn = order withdrawn
fact-OrderPutAside = order put aside
fact-OrderReopened = order opened again
fact-UnitsPacked = units packed
fact-UnitsTakenOut = units taken out
fact-UnitCaptured = number or date recorded
fact-ShortDeclared = shortage declared
fact-Asked = question
fact-BarcodeBound = barcode bound to a product
fact-BenchReadmitted = bench let in again
fact-ComplaintTaken = complaint
fact-EntryLost = entry that cannot be read
fact-ExceptionSettled = exception settled
fact-LabelReprinted = label printed again
fact-PickListHandedOut = pick list handed out
fact-ProductMeasured = product measured
fact-QuestionClosed = answer
fact-RecoveryEnded = no bench is waited for any more
fact-Refused = refused
fact-ScaleChecked = scale checked
fact-SignInRefused = sign-in refused
fact-SignedIn = signed in
fact-SignedOut = signed out
fact-ToteBound = tote bound to the order
fact-ToteOffered = tote scanned
fact-WeightCorrected = catalogue weight corrected
fact-WeightForgotten = learned weight forgotten
fact-WeightTaught = weight kept for learning
fact-ParcelCut = parcel split
fact-ParcelStretched = more in the parcel than reckoned
fact-PackagingTaken = packaging taken
fact-Weighed = parcel weighed
fact-WeightReleased = weight released
fact-UnitStepBegun = weighing of each unit begun
fact-BoxWeighed = empty box weighed
fact-UnitsOffered = units scanned, weight awaited
fact-UnitsOutDue = units to be taken out
fact-UnitsWeighed = units weighed
fact-UnitWeightReleased = units' weight released
fact-UnitsSetBack = scan taken back
fact-UnitsNotWeighed = units not weighed
fact-UnitStepEnded = weighing of each unit ended
fact-ParcelClosed = parcel closed
fact-OrderClosed = order closed
fact-LabelStored = label stored
fact-DocumentMissing = document missing
fact-OrderTakenOver = order taken over
fact-DuplicateLetGo = duplicate let go
fact-PersonalDataErased = customer’s data erased
fact-PersonViewOpened = figures by person opened
fact-WorkerErased = worker’s name erased

## General

AppName = Pakownia
Cancel = Cancel
Close = Close
Back = Back
Yes = Yes
No = No
TryAgain = Try again
Today = Today
Loading = Loading…
Other = Other

## Menu

MenuQueue = Queue
MenuStatistics = Statistics
MenuImport = Import
MenuDocuments = Documents
MenuPrintJobs = Prints
MenuSettings = Settings
MenuLead = For the lead…

## Signing in

SignInScanBadge = Scan your badge
SignInTypePin = { $name }: type the PIN
SignInBadge = Badge number
SignInPin = PIN
SignInPinHint = At least 6 digits
SignInButton = Sign in
SignInOtherBadge = Another badge
SignInTypeBadge = Type the number…
SignInIdleLocked = Locked after a pause. Sign in again.
SignInDemoHint = Demo: badge { $badge }, PIN { $pin }
SignOut = Sign out
PadClear = Clear
PadDelete = Delete digit
PadDone = Done

## Queue

QueueHeading = To pack
QueueReady =
    { $count ->
        [one] { $count } order ready
       *[other] { $count } orders ready
    }
QueueHeld = { $count } held
QueuePackedToday =
    { $count ->
        [one] { $count } order packed today
       *[other] { $count } orders packed today
    }
QueuePackedTodayShort = Today: { $count }
QueueEmpty = Everything is packed
QueueNothingHeld = Nothing is held
QueueNoData = No data yet. Import a folder of CSV files.
QueueBegun = Begun
QueueMore = and { $count } more
QueuePickLists =
    { $count ->
        [one] Pick list ({ $count } order)…
       *[other] Pick list ({ $count } orders)…
    }
QueueMark = Mark for the list
CutoffAt = by { $time }
CutoffLeft =
    { $minutes ->
        [one] { $minutes } minute left
       *[other] { $minutes } minutes left
    }
CutoffPassed = too late
ColOrder = Order
ColCutoff = Cut-off
ColTags = Marks
ColDelivery = Delivery
ColLines = Lines
ColUnits = Units
ColReason = Reason
ColWhatToDo = What next

## How many

Units =
    { $count ->
        [one] { $count } unit
       *[other] { $count } units
    }
Lines =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
Orders =
    { $count ->
        [one] { $count } order
       *[other] { $count } orders
    }
Parcels =
    { $count ->
        [one] { $count } parcel
       *[other] { $count } parcels
    }
Minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
Seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }

## Packing

Location = Location
NextLocation = If empty, look at
NoLocation = No location
NoPicture = No picture
Sku = SKU
Quantity = Quantity
Counter = { $done } / { $of }
Remaining =
    { $count ->
        [one] { $count } unit left
       *[other] { $count } units left
    }
RemainingLines = Still to scan
AllIn = All in
LineDone = Complete
LineShort = { $count } short
KitPart = Of kit { $kit }
Order = Order
OrderNumbered = Order { $order }
ParcelOf = Parcel { $parcel } of { $of }
Delivery = Delivery
Packaging = Packaging
PackagingSuggested = Proposed: { $code }
PackagingNoneFits = No packaging fits by its size
PackagingChoose = Another packaging…
PackagingWhy = Why not the proposed one?
Expected = Expected
Tolerance = Tolerance
Measured = Measured
Difference = Difference
MeasuredNet = Measured, tare taken off
ScaleSaidAsked = The scale is asked…
ScaleSaidDone = The scale did it
ScaleSaidRefused = The scale did not do it: too much lies on it, or it does not rest
ScaleSaidPressKey = This scale takes no such order: press its own key
ScaleSaidNoScale = No scale is connected
ScaleWaits = The scale waits for the parcel
ScaleCannotTell = The scale cannot tell: { $products } — count again
WeightType = Type the weight…
WeightTypeGrams = Weight in grams
WeightTyped = Weight typed by hand
WeightReleased = Released by the shift lead
Notes = Notes
NoteOrder = On the order
NoteCustomer = This customer always
NoteProduct = How to pack: { $product }
NotesSeen = I have read it
PaperInvoiceReady = Invoice: put it into the parcel
PaperInvoiceMissing = Invoice missing: ship without it or print it
PaperReturnSlipReady = Return slip: put it into the parcel
PaperReturnSlipMissing = Return slip missing: ship without it or print it
Tracking = Tracking number
Serial = Serial number
Lot = Lot
Expiry = Expiry date
ExpiryHint = YYYY-MM-DD
CaptureHeading = Record of this unit: { $product }
CaptureSave = Record
ParcelClosed = Parcel closed
LabelPrinted = The label is printed
LabelWaiting = The label waits for the printer

## Keys

KeyGoOn = Go on
KeyShort = Short…
KeyNextParcel = Next parcel
KeyHold = Put aside…
KeyReopen = Open again…
KeyReprint = Print again…
KeySwitchPacker = Switch packer
KeyManual = Confirm by hand…
KeyBind = Bind a code…
KeyRelease = Release weight…
KeySecondCount = Second count…

## Dialogs

ReleaseHeading = Release a parcel although its weight is off
ReleaseScanBadge = Shift lead: scan your badge
ReleasePin = Shift lead's PIN
ReleaseDifference = Difference: { $difference }
ReleaseWhyCatalogue = Catalogue weight is wrong
ReleaseWhyFiller = More or less filler than usual
ReleaseWhyRecounted = Counted again, all is there
ReleaseButton = Release the parcel
ReasonHeading = Reason
ReasonNeeded = Choose or type a reason
ShortHeading = Declare short
ShortWhich = What is missing?
ShortHowMany = How many units are missing?
ShortWhy = Why?
ShortWhatNow = What about the order?
ShortOf = Short: { $sku }
ManualHeading = Confirm a unit without a scan
ManualWhich = Which product?
ManualWhy = Why without a scan?
ManualWhyDamaged = Barcode is damaged
ManualWhyAbsent = There is no barcode on it
ManualWhyUnreadable = The scanner does not read it
ManualCounts = Confirmations by hand are counted
BindCode = Code: { $code }
BindUnits = Units in one scan
BindButton = Bind the code
CountHeading = Check by a second person
CountExplain = Count the goods in the parcel. If they match the list, confirm with badge and PIN.
CountButton = All is right
HoldHeading = Put the order aside
ReopenHeading = Open the order again
ReprintHeading = Print the label again
QuestionAnswer = Touch an answer or scan the card with its number

## Import

ImportHeading = Import
ImportChoose = Choose a folder…
ImportHint = A folder of CSV files: products, barcodes, stock, packagings, workers, orders
ImportFolder = Folder: { $folder }
ImportStart = Import
ImportSkipBadRows = Leave bad rows out and import the rest
ImportProgress = Row { $done } of { $total }
ImportDone = Import finished
ImportAdded =
    { $count ->
        [one] { $count } new row
       *[other] { $count } new rows
    }
ImportChanged =
    { $count ->
        [one] { $count } changed row
       *[other] { $count } changed rows
    }
ImportSame =
    { $count ->
        [one] { $count } row as before
       *[other] { $count } rows as before
    }
ImportNotes =
    { $count ->
        [one] { $count } repair in the data
       *[other] { $count } repairs in the data
    }
ImportRefused =
    { $count ->
        [one] { $count } bad row
       *[other] { $count } bad rows
    }
ImportNothingChangedTerminal = Nothing was changed. Mend the rows, or take the good ones with --skip-bad-rows.
ImportSummary = { $added } new, { $changed } changed, { $same } as before, { $skipped } skipped
ImportNothingChanged = Nothing was changed. Correct the files and import again, or leave the bad rows out.

## Statistics

StatHeading = Statistics
StatFrom = From
StatTo = To
StatLastDays =
    { $count ->
        [one] Last { $count } day
       *[other] Last { $count } days
    }
StatShow = Show
StatExport = Save table…
StatOrders = Orders packed
StatParcels = Parcels closed
StatLines = Lines packed
StatUnits = Units packed
StatRefusals = Refusals
StatFirstPass = First-pass yield
StatFirstPassHint = Share of orders closed without a wrong, extra or missing unit
StatOrdersPerHour = Orders per hour
StatLinesPerHour = Lines per hour
StatByKind = Refusals by kind
StatByPacker = Refusals by packer
StatOtherPackagings = Another packaging than proposed
StatPackaging = Packaging
StatByProduct = Refusals by product
StatByHour = By hour
StatKind = Kind
StatPacker = Packer
StatProduct = Product
StatHour = Hour
StatCount = How often
StatNothing = Nothing happened on these days
StatNotMeasured = no data

## Documents and prints

DocHeading = Documents
DocPickList = Pick list
DocPickListHint = One order, or several by trolley position
DocCommandSheet = Command cards
DocCommandSheetHint = Codes to scan instead of a mouse, in Polish and English
DocScannerSheet = Scanner sheet
DocScannerSheetHint = Scanner set-up and the self-test code
DocBadges = Badges
DocBadgesHint = Badges of all workers
DocPackagingSheet = Packaging codes
DocPackagingSheetHint = To hang up at the packaging shelf
DocLocations = Location codes
DocLocationsHint = To stick on the shelves, a code for each place
DocTotes = Tote codes
DocTotesHint = Thirty codes for totes, numbered from 1
DocSave = Save PDF…
DocSaved = Saved: { $file }
DocNotSaved = Not saved: { $file }: { $why }
PrintHeading = Prints
PrintNone = Nothing waits for the printer
PrintWaits = Waits for the printer
PrintWaiting =
    { $count ->
        [one] { $count } print waits
       *[other] { $count } prints wait
    }
PrintFailed = Not printed: { $why }
PrintRetry = Print again

## Settings and scanner test

SetPolish = Polski
SetEnglish = English
SetTheme = Look
SetDark = Dark
SetLight = Light
SetSound = Sounds
SetSoundOff = This program was built without sound
SetStation = Bench
SetVersion = Version
SetMasterOpen = Master: settings…
SetMasterHeading = Master
SetMasterBack = Back
SetMasterHost = Server (name or address)
SetMasterPort = Port
SetMasterDatabase = Database
SetMasterSchema = Warehouse (schema)
SetMasterAccount = This bench's account
SetMasterPassword = Password
SetMasterPasswordKept = Password (empty: as before)
SetMasterCa = Authority's certificate, a file (empty: the system's)
SetMasterCaChoose = Choose a file…
SetMasterLine = Encryption
SetMasterProved = Encrypted, the server proves its name
SetMasterPlain = Not encrypted: others can listen
SetMasterTry = Try it
SetMasterSave = Save
SetMasterAloneKey = This bench alone
SetMasterNow = In force now
SetMasterIsAlone = This bench alone, its master is on its own disk
SetMasterAddress = { $account } at { $host }:{ $port }, database { $database }, warehouse { $schema }
SetMasterAnswer = Answer
SetMasterNothing = "Try it" asks the server and changes nothing. "Save" connects at once.
SetMasterTrying = Asking the server…
SetMasterFound = OK, this is a master
SetMasterFoundWhat = PostgreSQL { $server }, tables version { $schema }, ledger { $ledger }
SetMasterSaved = Saved. The bench connects now.
SetMasterAloneDone = Saved. This bench works alone from now on.
SetMasterUnsent = Not yet: { $facts } records wait for the master. Let them be sent first.
SetMasterOrderOpen = Not yet: finish the open order first.
SetMasterFailed = Not saved: { $why }
SetMasterHostWrong = Write the name or the address of the server, nothing else
SetMasterPortWrong = The port is a number from 1 to 65535, usually 5432
SetMasterDatabaseWrong = Write the name of the database
SetMasterSchemaWrong = The warehouse is named in small letters, digits and underscores, a letter first
SetMasterAccountWrong = Write the name of this bench's account
SetLeadOnly = Only a shift lead may change this
ScannerTestHeading = Scanner test
ScannerTestScan = Scan the self-test code on the scanner sheet
ScannerTestScanBoth = Scan both codes here, one after the other
ScannerTestOk = The scanner reads well
ScannerTestLayout = The scanner's keyboard layout differs. Scan the set-up code on the sheet and test again.
ScannerTestNoEnter = The scanner does not end with Enter. Scan the set-up code on the sheet and test again.
ScannerTestCaps = Capital and small letters are exchanged: switch Caps Lock off, at the keyboard and in the scanner
ScannerTestCut = A part of the code is missing: take out what the scanner is set to cut off, and check the cable
ScannerTestSeparatorOk = The scanner keeps the GS1 separator
ScannerTestNoSeparator = The scanner drops the GS1 separator: let it send FNC1 as GS (ASCII 29), in keyboard mode as Ctrl+]
ScannerTestOtherSeparator = Instead of the GS1 separator comes { $sign }: let the scanner send FNC1 as GS (ASCII 29)
ScannerTestOther = This is not the self-test code: { $code }

## Link, benches, exceptions

MenuSync = Link
MenuExceptions = Exceptions
LevelOk = OK
LevelWatch = watch
LevelAlarm = alarm
SyncOn = Connected to the master
SyncOnHint = Data and records flow by themselves
SyncTrying = Connecting to the master…
SyncNotHeard = not heard of lately; is the window open?
SyncWindowIsOpen = Pakownia's window is open and sends and fetches by itself: nothing has to be done. "pakownia sync status" tells how it stands. To sync without the window, close it first.
TerminalPassword = A command takes the password from --password-file, from the variable PAKOWNIA_MASTER_PASSWORD or from ~/.pgpass
TerminalAuthority = A command takes the authority's certificate file from --ca
SyncOffSince = Since { $since }. Next try at { $retry }.
SyncFirstLoad = First load: { $rows } rows to come
SyncAutonomy = Without the master this bench goes on for
SyncAbout = about { $span }
SyncAutonomyUnknown = not known yet
SyncAutonomyHint = Reckoned from the last hour's pace, the orders and numbers held, and how long they are valid
SyncAutonomyWhy = The first hour of packing shows the pace
SyncFigures = What went through, and when
SyncLastPull = Data received
SyncLastPush = Records accepted
SyncQueue = Waits to be sent
SyncQueueOf = { $facts }, the oldest for { $span }
SyncRejected = Not accepted by the master
SyncExceptions = Open exceptions
SyncOrdersHeld = Orders held ahead
SyncOrdersUntil = { $orders }, the first valid until { $until }
SyncNumbers = Tracking numbers left
SyncDataAge = Age of the data
SyncDrift = Data equal to the master's
SyncDriftUnknown = not compared yet
SyncDriftNone = equal ({ $ago })
SyncDriftFound = differ: { $topics }
SyncCompare = Compare now
SyncBackup = Copy of the bench's database
SyncDamaged = damaged: start the program again
SyncRescued = made anew after damage, records missing: { $facts }
SyncAgo = { $span } ago
SyncJustNow = just now
SyncNever = never yet
SyncNothing = nothing
BenchesHeading = Benches
BenchesRefresh = Refresh
BenchesNone = The master has not told yet who is at work
BenchesTold = As of: { $ago }. Orders that nobody holds: { $orders }.
BenchesName = Bench
BenchesSeen = Last seen
BenchesUnsent = Not sent
BenchesHeld = Holds
BenchHere = this bench
BenchQuarantined = copied disk
BenchTakeOver = Take over…
BenchTakeOverOf = Take an order over: { $bench }
BenchReadmit = Let in again…
BenchReadmitOf = Let in again: { $bench }
TakeOverHeading = Take an order over from { $bench }
TakeOverWarning = Goods or a finished parcel may lie at that bench. Go and look before you take over, or the customer gets two parcels.
TakeOverWhich = Which order?
TakeOverWhyBroken = The computer is broken
TakeOverWhyNobody = Nobody works there
TakeOverWhyLooked = Looked, nothing lies there
TakeOverButton = Take over
ReadmitHeading = Let bench { $bench } in again
ReadmitWarning = First switch off the computer with the copied disk. Two computers under one name mix their records up.
ReadmitWhyCopyOff = The copy is switched off
ReadmitWhyRestored = Restored from its own copy
ReadmitButton = Let in again
RecoveryHeading = The master was set back. No new orders for now
RecoveryWaits = Waiting for the records of: { $benches }
RecoveryButton = Wait no longer…
RecoveryWarning = What those benches packed since may be packed a second time. Switch them on if you can.
RecoveryWhyGone = The bench is gone for good
RecoveryWhyChecked = Its parcels were checked
WhyField = Reason in your own words
ExceptionsWhatToDo = What to do before anything is handed over
TroubleLinkNeedsLead = Link to the master: call the shift lead
TroubleGoOnFor = Go on, about { $span }
TroubleGoOn = Go on working
TroubleNothingLeft = Nothing is left to go on with: call the shift lead
TroubleFinishAndCall = Finish the order and call the shift lead

## Demo

DemoHeading = Simulated devices
DemoHint = Buttons take the place of scanner, scale and printer here
DemoScanner = Scanner
DemoScanField = Code to scan
DemoScan = Scan
DemoScanUnknown = Scan an unknown code
DemoSignIn = Sign in
DemoScale = Scale
DemoPutOn = Put the parcel on
DemoPutOnOff = Put it on, { $difference }
SetEachUnit = Weigh each unit as it goes into the box
DemoBoxOn = Put the empty box on
DemoUnitIn = Into the box
DemoUnitsTwo = Two into the box
DemoUnitOut = Out of the box
DemoTakeOff = Take it off
DemoPrinter = Printer
DemoOutOfPaper = Take the paper out
DemoPaperIn = Put paper in
DemoNoPrint = Nothing was printed yet

## Verdict band

VerdictRight = RIGHT
VerdictWrong = WRONG PRODUCT
VerdictOneTooMany = ONE TOO MANY
VerdictTooMany = TOO MANY
VerdictUnknown = UNKNOWN CODE
VerdictRefused = REFUSED
VerdictStop = STOP
VerdictQuestion = QUESTION
VerdictIntoBox = INTO THE BOX
VerdictIgnored = NO CHANGE

## Lamps

ScanAgain = The code came in broken. Scan again.
ScanNoEnd = The scanner does not end its codes with Enter. Scan the set-up code from the scanner sheet.
LampScanner = Scanner
LampScale = Scale
LampPrinter = Printer
LampMaster = Master
LampDisk = Disk
LampOk = works
LampOff = not connected
TroubleNotFound = { $what } does not answer: check cable and power
TroubleNoFocus = Click on Pakownia's window, the scanner types elsewhere
TroubleLayoutDiffers = Scanner's keyboard layout differs: do the scanner test
TroubleScaleSilent = The scale does not answer: see if it is switched on
TroubleScaleUnknown = The scale speaks no known language: set its “protocol” in bench.toml
TroubleScaleLoaded = Empty the scale once before the next parcel
TroubleScaleBelowZero = The scale is below zero: put the tray back, or empty it and press “Zero the scale”
TroubleScaleNeedsZero = The empty scale does not show 0: press “Zero the scale”
TroubleScaleDrifts = The weight creeps: let the scale warm up, level it, and zero it
TroubleScaleFrozen = The scale has shown the same for ten minutes: take the load off, or switch it off and on
TroubleScaleRestless = The scale does not come to rest: draught, or something touches the pan
TroubleNoPermission = No right to open { $port }: put the user into the group dialout
TroublePortBusy = Another program uses { $port }: close it
TroubleUnsent =
    { $facts ->
        [one] { $facts } record waits to be sent to the master
       *[other] { $facts } records wait to be sent to the master
    }
TroubleDiskLow = Disk nearly full: { $megabytes } MB left. Call the administrator.
TroubleDiskFull = No room on the bench's disk: nothing was kept. Make room and scan again.
TroubleDiskReadOnly = The bench's disk is read-only: nothing was kept. Put the parcel aside and call an administrator.
TroubleDiskFailed = The disk refused to write, stop working: { $why }
TroubleFewNumbers =
    { $left ->
        [one] { $left } tracking number is left
       *[other] { $left } tracking numbers are left
    }

## On paper

OnPaperRecipient = Recipient
OnPaperSender = Sender
OnPaperOrder = Order
OnPaperParcelCaption = Parcel
OnPaperParcel = Parcel { $parcel }/{ $of }
OnPaperParcelNumber = Parcel { $parcel }
OnPaperWeight = Weight
OnPaperService = Service
OnPaperRouting = Routing
OnPaperLocker = Parcel locker
OnPaperPhone = tel.
OnPaperDate = Date
OnPaperTracking = Tracking number
OnPaperPage = Page { $page } of { $of }
SlipHeading = Packing slip
SlipContents = Contents of the parcel
SlipSku = SKU
SlipProduct = Name
SlipQuantity = Quantity
SlipOrdered = Ordered
SlipPacked = Packed
SlipShort = Short
SlipTotal = Total
SlipPrinted = Printed
SlipPackedBy = Packed by
SlipThanks = Thank you for your order
PickHeading = Pick list
PickTrolleyHeading = Trolley pick list
PickIfShort = If empty, look at:
PickLocation = Location
PickNext = Next location
PickPicture = Picture
PickProduct = Product
PickQuantity = Quantity
PickDone = OK
PickPosition = Place { $position }
PickPositions = Places on the trolley
PickPicker = Picked by
PickScanToOpen = Scan at the packing bench
PickTotal =
    { $lines ->
        [one] { $lines } line, { $units } pcs in all
       *[other] { $lines } lines, { $units } pcs in all
    }
CommandSheetHeading = Command cards
CommandSheetHint = Scan a code instead of pressing a key on the screen
ScannerSheetHeading = Scanner sheet
ScannerSheetHint = Scan the self-test code in the “Scanner test” window
ScannerSheetKeyboard = Set the scanner to USB keyboard mode with the layout "USA (QWERTY)": by the codes in its manual
ScannerSheetEnter = Set Enter (CR) as the end of each code. Without it no code is taken
ScannerSheetSeparator = If goods carry GS1 codes: set the separator GS to Ctrl+] or to the key F8
ScannerSheetSelfTest = Self-test code
BadgesHeading = Badges
LocationsHeading = Location codes
TotesHeading = Tote codes
PackagingSheetHeading = Packaging codes
PackagingSheetInner = Inner size
PackagingSheetMax = Carries

# Import: why a row, a file or a folder was refused, and what was mended.
import-row-UnclosedQuote = a quotation mark is opened and never closed
    .remedy = Close the quotation mark, or write it twice if it belongs to the text
import-row-RowTooLong = the row is longer than { $max_bytes } bytes
    .remedy = Look for a missing line break or quotation mark here
import-row-ColumnCount = the row has { $found } cells and the header has { $expected }
    .remedy = Put text that contains the separator into quotation marks
import-row-BadEncoding = the bytes are not text in the encoding of the file
    .remedy = Save the file as UTF-8
import-row-Empty = the cell is empty
    .remedy = Fill the cell
import-row-TooLong = the text is longer than { $max } characters
    .remedy = Shorten the text
import-row-HiddenCharacter = a hidden character (U+{ $code }) stands in the text
    .remedy = Delete the cell and type its text anew
import-row-NotANumber = not a whole number
    .remedy = Write digits only, for example 330
import-row-Fraction = a fraction where a whole number is needed
    .remedy = Write whole grams, millimetres, pieces or grosz, for example 330
import-row-AmbiguousNumber = three digits after the mark can mean thousands or thousandths
    .remedy = Write the number without a mark, for example 1500
import-row-OutOfBounds = not between { $min } and { $max }
    .remedy = Check the number and its unit
import-row-NegativeStock = stock cannot be below zero
    .remedy = Count the bin and write what lies there, or 0
import-row-ZeroQuantity = a quantity of zero
    .remedy = Write 1 or more, or delete the row
import-row-ScientificNotation = a spreadsheet has shortened this code and its digits are lost
    .remedy = Format the column as text and enter the code again
import-row-NotScannable = a code that cannot be printed as a barcode
    .remedy = Use letters without accents, digits and signs such as - / .
import-row-DuplicateKey = the same key stands in line { $first_line } already
    .remedy = Delete one of the two rows
import-row-UnknownSku = no product has this SKU
    .remedy = Add the product to products.csv, or correct the SKU
import-row-KitInKit = a part of a kit cannot be a kit
    .remedy = List the parts of the inner kit instead
import-row-UnknownOrder = orders.csv has no order of this number
    .remedy = Bring the row of the order in orders.csv too, or correct the number
import-row-OrderWithoutLines = the order has no lines
    .remedy = Add its lines to order_lines.csv, or set its status to cancelled
import-row-BadDate = not a date and time with its zone
    .remedy = Write it like 2026-11-17T16:39:17Z, or leave it empty if it is not paid
import-row-BadTag = not a tag
    .remedy = Use today, vip, express, pickup, made_to_order, locker, gift with blanks between them
import-row-BadTracking = not a word of tracking
    .remedy = Use serial, lot, expiry with blanks between them, or leave it empty
import-row-BadHandling = no such word for handling, or two that contradict each other
    .remedy = Use some of this_side_up, lies_flat, fragile, nothing_on_top, own_carton, folds with blanks between them, not this_side_up together with lies_flat, or leave it empty
import-row-OwnCartonCode = this code stands for goods that ship in their own carton
    .remedy = Give the packaging another code
import-row-BadDocument = not a document
    .remedy = Use invoice, return_slip with a blank between them, or leave it empty
import-row-BadStatus = not a status
    .remedy = Write cancelled, or leave it empty
import-row-BadRole = not a role
    .remedy = Write packer, lead or admin
import-row-BadLanguage = not a language of the screens
    .remedy = Write pl or en
import-row-BadPin = not a PIN of { $min } to { $max } digits
    .remedy = Choose a longer PIN of digits alone; format the column as text to keep zeros
import-row-BadCurrency = not a currency code
    .remedy = Write three capital letters, for example PLN
import-row-ImageOutside = the path leads out of the folder
    .remedy = Put the picture into the folder and write its path from there
import-row-ImageMissing = there is no such file
    .remedy = Put the picture there, correct the path, or leave the cell empty
import-row-ImageNotPicture = the file is not a PNG or JPEG picture
    .remedy = Save the picture as PNG or JPEG
import-row-ImageTooLarge = the picture is larger than { $max_bytes } bytes
    .remedy = Save the picture smaller
import-row-ImageNameTaken = another picture of this folder has the same name
    .remedy = Give one of the two files another name
import-setting-UnknownKey = no setting has this name
    .remedy = Compare the name with the list of settings
import-setting-Number = expected a whole number from { $min } to { $max }
    .remedy = Correct the value
import-setting-Time = expected a time of day such as 15:00
    .remedy = Correct the value
import-setting-TimeZone = expected a time zone such as Europe/Warsaw
    .remedy = Correct the value
import-setting-CompanyPrefix = expected 7 to 10 digits
    .remedy = Correct the value
import-setting-YesNo = expected yes or no
    .remedy = Correct the value
import-setting-Prefix = expected one to eight letters, digits or dashes
import-setting-Objective = expected parcels, cost or room
import-setting-ThreePrices = expected three prices in minor units with blanks between, such as 1299 1499 1699
import-setting-Tariff = expected a price in minor units up to a weight, as tariffs.csv gives it
import-setting-TariffCountry = expected a country of two letters such as PL, or nothing
    .remedy = Write the code of the country, or leave the cell empty for all others
import-setting-TariffSize = expected A, B, C or three sides in millimetres such as 600x400x300
    .remedy = Write the largest compartment, or the largest outer sides in millimetres
import-setting-Breaks = expected up to six breaks that do not overlap, such as 10:00-10:15 13:00-13:30
import-setting-Shifts = expected one to six times of day, the earliest first, such as 06:00 14:00 22:00
import-setting-Carrier = expected a carrier's name of one to 32 characters
import-setting-VariableMeasure = expected 13 signs such as 29IIIIIWWWWWC: digits, I for the item, W for grams or P for the price, C for the check digit; several with a space between
    .remedy = Correct the value
import-folder-NotAFolder = There is no folder { $path }
    .remedy = Check the path
import-folder-NothingToRead = The folder holds no file to import
    .remedy = Expected at least one such as products.csv or orders.csv
import-folder-NoHeader = { $file } has no header
    .remedy = Write the names of its columns into the first line, or delete the file
import-folder-MissingColumns = { $file } lacks { $columns }. Its header has { $found }
    .remedy = Add what is missing; columns are parted by a comma or semicolon
import-folder-ColumnTwice = { $file } has the column { $column } twice
    .remedy = Delete or rename one
import-folder-Utf16 = { $file } is UTF-16
    .remedy = Save it as CSV UTF-8
import-folder-MixedEncoding = { $file } mixes two encodings, first in line { $line }
    .remedy = Save the whole file as UTF-8
import-folder-NotText = { $file } is neither UTF-8 nor Windows-1250, first in line { $line }
    .remedy = Save it as CSV UTF-8
import-folder-MissingPartner = { $file } is here and { $partner } is not
    .remedy = An order and its lines come together
import-note-PostcodeMended = postcode written as { $mended }
import-note-CountryMended = country written as { $mended }
import-note-AddressMended = written as { $mended }
import-note-LineBreaksJoined = line breaks became blanks
import-note-NotMeasured = not measured yet
import-note-UnknownColumn = unknown column, not read
import-note-UnknownFile = unknown file, not read
import-note-ReadAsWindows1250 = read as Windows-1250
import-note-DocumentMissing = the document is not in the folder: { $document }
import-note-DocumentUnusable = not a document, not read: a PDF named ORDER-invoice.pdf or ORDER-return_slip.pdf is expected
import-place = { $file }, line { $line }
import-quoted = { $place } “{ $value }”
import-left-out = left out, because it needs { $place }
import-file = { $file } cannot be read: { $why }
    .remedy = Check that the file is there and that this account may read it
import-other = The import failed: { $why }
    .remedy = Nothing was changed. Call an administrator.
import-other-secret = The workers of this shop were imported elsewhere, with another secret
    .remedy = Copy the file pepper from that data directory into this one, or leave workers.csv out

# Printers
printer-OutOfPaper = Printer: out of labels or paper
    .remedy = Put in a new roll or paper. It goes on by itself, keep packing.
printer-PaperJam = Printer: paper is stuck
    .remedy = Open the printer, take the stuck paper out and close it. It goes on by itself.
printer-CoverOpen = Printer: a cover or the head is open
    .remedy = Close the cover and the head. It goes on by itself.
printer-OutOfRibbon = Printer: out of ribbon or toner
    .remedy = Change the ribbon or the toner. It goes on by itself.
printer-Paused = The printer is paused
    .remedy = Press the resume button on the printer, or resume it in the system.
printer-Offline = The printer does not answer
    .remedy = Check power and cable. Documents wait in the queue, keep packing.
printer-Busy = The printer is busy
    .remedy = Wait a moment. The program tries again by itself.
printer-Slow = The printer has the document but does not finish it
    .remedy = Look at the printer: paper, ribbon, cover, the message on its display.
printer-ServiceAway = The computer’s print service does not answer
    .remedy = Documents wait in the queue, keep packing. If it lasts, call whoever looks after the computers.
printer-Unknown = There is no printer named { $name }
    .remedy = Choose a printer in the settings, then print again.
printer-Closed = The queue of printer { $name } takes no documents
    .remedy = Let it accept jobs again in the system’s printer settings.
printer-OtherFormat = The printer cannot read { $format }
    .remedy = Choose another printer or another label language in the settings.
printer-Refused = The printer refused: { $why }
    .remedy = Look at the printer, then print again on the screen of print jobs.
printer-Wants = The printer says: { $why }
    .remedy = Look at the printer and its display.
printer-NotThere = There is no printer at { $place }
    .remedy = Plug the printer in and switch it on. It goes on by itself.
printer-NoPermission = No permission to print on { $place }
    .remedy = Add the program’s account to the group that may print there, then print again.
printer-FolderMissing = The folder for prints is missing: { $folder }
    .remedy = Check whether the network drive is connected. It goes on by itself.
printer-NameTaken = Another document lies in the file { $file }
    .remedy = Take that file out of the folder, then print again.
printer-CannotWrite = { $file } cannot be written: { $why }
    .remedy = Check the room on the disk and the permissions. The program tries again by itself.
printer-Empty = The document is empty
    .remedy = Tell the office: this document cannot be printed.

doubt-LineCut = The line to the printer broke while it was sent
doubt-ProgramEnded = The program ended while it was printed
doubt-ServiceWentAway = The print service stopped while it printed
doubt-Complaint = The print service finished but says: { $why }
doubt-GivenUp = The print service gave the document up: { $why }
doubt-Forgotten = The print service does not know the document any more

ask-DidItPrint-Label = Did the label { $title } come out of the printer?
    .remedy = Look at the printer. If it came out twice, tear one up at once.
ask-DidItPrint-PackingSlip = Did the packing slip { $title } come out of the printer?
    .remedy = Look at the printer. If it came out twice, throw one away.
ask-DidItPrint-Document = Did the document { $title } come out of the printer?
    .remedy = Look at the printer. If it came out twice, throw one away.
found-Printed = Yes, it lies there once
found-NotPrinted = No, print it again
found-Twice = Twice, one is torn up

say-PrintJudged-Printed = Good, the print is there
say-PrintJudged-NotPrinted = It prints again
say-PrintJudged-Twice = Noted: two came out, one is torn up
say-ScanLabel = The parcel is closed, scan the label on it
    .remedy = Stick label { $tracking } on this parcel and scan the code there
say-LabelMatches = Label { $tracking } is on its own parcel
    .remedy = Go on with the next parcel
say-LabelScanDropped = { $order }: parcel { $parcel } without a scan of its label
    .remedy = Put the parcel apart and check its label
refusal-ScanLabelFirst = First scan the label on parcel { $parcel } of order { $order }
    .remedy = Stick the label on and scan it there. Spoilt: card “Print again”. Only a lead goes on without, with the card “Put aside”.
refusal-WrongLabel = This is not this parcel’s label: { $code }
    .remedy = Take it off. Label { $tracking } belongs on this parcel.
kind-ScanLabelFirst = Label on the parcel not scanned
kind-WrongLabel = Wrong label on the parcel
next-ScanLabel = Stick the label on and scan it there
fact-PrintJudged = print looked for
fact-LabelScanDue = label to be scanned
fact-LabelScanned = label scanned on its parcel
fact-LabelScanDropped = parcel without a scan of its label
LabelScanHint = Stick this label on the parcel and scan it there. Then the next order.
PrintUnderWay = A printer has it
PrintDoubted = Nobody knows whether it came out: { $why }
SetPrintersOpen = Printers: settings…
SetPrintersHeading = Printers of this bench
SetPrinterLabels = Labels
SetPrinterDocuments = Documents for the boxes
SetPrinterSlips = Packing slips (empty: with the documents)
SetLabelPaper = Size of the labels
SetDocumentPaper = Paper of the documents
SetLabelScan = Scan the label on each parcel
SetPrintersSave = Save and use
SetPrintersHow = What can be typed
SetPrintersOfSystem = A printer of the system, by its name:
SetPrintersOfIpp = A network printer with IPP:
SetPrintersOfPort = A network printer with a port:
SetPrintersOfUsb = A USB printer:
SetPrintersOfFolder = A folder for files, with a slash at its end:
SetPrintersNothing = After "Save and use" the next document goes to the new printers.
SetPrintersSaved = Saved. The next document goes there.
SetPrintersBad = This is no address of a printer: { $address }
SetPrintersNotWritten = Not saved: { $why }
PaperMm100x150 = 100×150 mm
PaperA6 = A6
PaperIn4x6 = 4 × 6 inches
PaperA4 = A4
PaperA5 = A5
PaperLetter = Letter

# Parcels for the carriers' drivers
carrier-inpost = InPost
carrier-dpd = DPD
carrier-dhl = DHL
carrier-gls = GLS
carrier-pickup = Collected in person
card-HandOver = Hand over
    .remedy = Scan the driver’s parcels onto a list; again: close the list
say-HandOverBegun = { $carrier }: the list is open, { $waiting ->
        [one] { $waiting } parcel waits
       *[other] { $waiting } parcels wait
    }
    .remedy = Scan each parcel that the driver takes
say-ParcelHandedOver = On the list: { $order }, parcel { $parcel }
say-ParcelHandedOver-unknown = On the list: { $tracking }
    .remedy = Another bench packed it, and this one does not know it yet. The master looks at it.
say-ParcelTakenBack = Off the list: { $tracking }
    .remedy = The parcel stays here
say-HandOverClosed = { $carrier }: the list is closed, { $parcels ->
        [one] { $parcels } parcel
       *[other] { $parcels } parcels
    }
    .remedy = Take it from the printer and let the driver sign
say-HandOverEmpty = { $carrier }: closed without a parcel
    .remedy = Nothing prints
say-HandOverGoesOn = { $carrier }: the list goes on
    .remedy = Scan the next parcel
ask-WhichCarrier = Whose driver is here?
    .remedy = Choose on the screen or scan the card with the number
ask-CloseList = { $carrier }: { $parcels ->
        [one] { $parcels } parcel
       *[other] { $parcels } parcels
    } on the list, { $missing } missing. Close it?
    .remedy = Choose on the screen or scan the card with the number
option-Carrier = { $carrier } ({ $parcels })
list-Close = Close and print: the driver takes them
list-GoOn = Go on scanning
hold-HandedOver = On the carrier’s list { $manifest }
    .remedy = The parcel is gone or about to go. Ask the shift lead.
refusal-NothingToHandOver = No parcel waits for a carrier
    .remedy = Pack first. What was handed over is on its list already.
refusal-NothingForCarrier = No parcel waits for { $carrier }
    .remedy = Choose another carrier
refusal-HandOverGoesOn = The list of { $carrier } is open
    .remedy = Scan parcels, or close the list with “Hand over”. Then pack.
refusal-NoListOpen = No carrier’s list is open
    .remedy = Begin one with “Hand over”
refusal-NotAParcel = This is no parcel’s number: { $code }
    .remedy = Scan the number on the shipping label
refusal-ParcelNotReady = { $order }: parcel { $parcel } is not closed
    .remedy = It stays here. Finish packing it first.
refusal-ParcelCancelled = { $order }: the shop cancelled this order
    .remedy = Do not hand parcel { $parcel } over. Put it apart for the shift lead.
refusal-ParcelToUnpack = { $order }: parcel { $parcel } has to be looked at first
    .remedy = Do not hand it over. The shift lead has it on the list of exceptions.
refusal-OtherCarrier = { $order }: parcel { $parcel } goes with { $carrier }
    .remedy = Put it on the pile of that carrier
refusal-AlreadyOnList = This parcel is on the list already: { $tracking }
    .remedy = It counts once
refusal-OnOtherList = This parcel is on another list: { $manifest }
    .remedy = Do not hand { $tracking } over. Ask the shift lead where it belongs.
kind-NothingToHandOver = Nothing to hand over
kind-NothingForCarrier = Nothing for this carrier
kind-HandOverGoesOn = A carrier’s list was open
kind-NoListOpen = No list was open
kind-NotAParcel = Not a parcel’s number
kind-ParcelNotReady = Parcel not closed
kind-ParcelCancelled = Parcel of a cancelled order
kind-ParcelToUnpack = Parcel to be looked at first
kind-OtherCarrier = Another carrier’s parcel
kind-AlreadyOnList = Parcel scanned twice
kind-OnOtherList = Parcel on another list
next-HandOver = { $carrier }: scan the parcels that the driver takes
rejection-UnknownParcel = no bench has told of a parcel { $tracking }
exception-HandOver-Cancelled = Handed over although the order is cancelled
    .remedy = List { $manifest }, { $bench }. Ask the carrier to bring the parcel back.
exception-HandOver-NotClosed = Handed over although the parcel was not closed
    .remedy = List { $manifest }, { $bench }. Look for the parcel in the house; if it is gone, compare contents and order.
exception-HandOver-OpenedAgain = Opened again after it was handed over
    .remedy = List { $manifest }, reopened at { $bench }. Find out which parcel lies there, and take the other one off.
exception-HandOver-OnTwoLists = One parcel on two lists
    .remedy = Lists { $other } and { $manifest } ({ $bench }). It can have gone with one driver only: ask both.
fact-ManifestOpened = carrier’s list begun
fact-ParcelHandedOver = parcel handed over
fact-ParcelTakenBack = parcel taken off a list
fact-ManifestClosed = carrier’s list closed
ByParcels = Fewest parcels
ByCost = Least cost
CostOfParcel = { $why } · { $total }
CostAlone = Cost: { $total }
ByRoom = Least room
NotMeasured = size unknown, please see whether it fits
TurnPicture = Turn the box
KeyCloseList = Close the list
HandOverOnList = Parcels on the list / all that wait
HandOverLast = Scanned last
HandOverNothingYet = Nothing scanned yet
HandOverMissing = Missing: { $count }
HandOverAllThere = All parcels for this carrier are on the list
HandOverMore = … and { $count } more
HandOverUnknown = packed elsewhere

# Parcels under a substitute label
card-Substitute = Substitute label
    .remedy = Close the parcel with an internal label when its real one cannot be had
say-SubstitutePrinted = { $order }: parcel { $parcel } is closed under a substitute label
    .remedy = Stick { $substitute } on it and put it apart. Scan it there when the label can be had.
say-LabelPaid = { $order }: the real label of parcel { $parcel } prints
    .remedy = Stick { $tracking } over the substitute. Then it may go.
refusal-LabelCanBeHad = { $order }: the real label can be had
    .remedy = Scan the order number, it closes the parcel
refusal-LabelStillOwed = { $order }: parcel { $parcel } has only a substitute label
    .remedy = Do not hand it over. Close the list, scan the substitute and stick the real label on.
kind-LabelCanBeHad = Substitute although the label could be had
kind-LabelStillOwed = Parcel under a substitute label
debt-LabelImpossible = Cannot print: { $field }
debt-NoTrackingNumbers = No tracking numbers were left
exception-HandOver-LabelOwed = Handed over under a substitute label
    .remedy = List { $manifest }, { $bench }. The carrier does not know this number: ask for the parcel back.
fact-LabelOwed = closed under a substitute label
fact-LabelPaid = real label made
SubstituteTitle = SUBSTITUTE
SubstituteText = Substitute label, not for the carrier. Scan this code at the bench: it prints the real one.
DebtHeading = Labels owed: { $count }
DebtHint = Mended? Scan the substitute.

# The carriers' calendar
LeavesTomorrow = Tomorrow { $time }
LeavesMonday = Mon { $time }
LeavesTuesday = Tue { $time }
LeavesWednesday = Wed { $time }
LeavesThursday = Thu { $time }
LeavesFriday = Fri { $time }
LeavesSaturday = Sat { $time }
LeavesSunday = Sun { $time }
NeverLeaves = no collection
LeavesLate = Late
NextCutoff = { $left } left until { $time }
hold-AfterCutoff = Too late: packed on { $day }
    .remedy = Leave it for today. On that morning it is back in the queue.
hold-NoCollection = Its carrier comes on no day
    .remedy = The calendar has to be corrected
holiday-NewYear = New Year’s Day
holiday-Epiphany = Epiphany
holiday-Easter = Easter Sunday
holiday-EasterMonday = Easter Monday
holiday-LabourDay = Labour Day
holiday-ConstitutionDay = Constitution Day
holiday-Pentecost = Pentecost
holiday-CorpusChristi = Corpus Christi
holiday-AssumptionDay = Assumption Day
holiday-AllSaints = All Saints’ Day
holiday-IndependenceDay = Independence Day
holiday-ChristmasEve = Christmas Eve
holiday-ChristmasDay = Christmas Day
holiday-SecondChristmasDay = Second Day of Christmas
import-setting-TimeOrClosed = expected a time of day such as 15:00, or one of the words closed and withdrawn
    .remedy = Correct the value
import-setting-Weekdays = expected days of the week such as mon-fri or sat sun
    .remedy = Correct the value
import-setting-Date = expected a date such as 2026-12-24
    .remedy = Correct the value
import-setting-DatesTurnedRound = the last day is before the first
    .remedy = Correct the dates
import-setting-PickupBeforeCutoff = the lorry would come before the cut-off
    .remedy = Correct one of the two times
import-setting-PickupOfNothing = a day without a collection has no pick-up
    .remedy = Leave the pick-up empty
import-setting-AfterCutoff = expected tomorrow or block
    .remedy = Correct the value
import-setting-PublicHolidays = expected PL or none
    .remedy = Correct the value
MenuMisPicks = Mis-picks
HandOutPicker = Picker’s badge
HandOutWave = Wave
HandOutUnknownPicker = no worker has the badge { $badge }
HandOutBadWave = the name of a wave has at most 32 characters
MisPickCount = Mis-picks
MisPickPerOrders = in 1 000 orders
MisPickPerLines = in 1 000 lines
MisPickPerScans = in 1 000 scans
MisPickLines = Lines
MisPickRange = { $low } to { $high } in truth
MisPickPairs = Taken for each other
MisPickPairsShare = { $count ->
    [one] This pair makes up { $share } of the wrong items
   *[other] These { $count } pairs make up { $share } of the wrong items
}
MisPickNoPairs = No two products were taken for each other twice
MisPickFor = { $wrong } instead of { $right }
MisPickSameBin = same bin
MisPickNeighbourBin = neighbouring bins
MisPickBarcode = barcodes differ by one digit
MisPickSku = numbers differ by one character
MisPickName = similar names
MisPickMoveApart = Move one of the two to another place
MisPickRelabel = Label the bins with what tells them apart
MisPickShowPicture = Photo warning at picking and packing
MisPickLookIntoBin = Look into the bin: wrong goods may lie there
MisPickChart = More than chance?
MisPickNoise = Chance: the rate has not risen
MisPickSignal = The rate has risen since { $since }
MisPickTooFew = { $count ->
    [one] Too little seen yet: { $count } more shift
   *[other] Too little seen yet: { $count } more shifts
}
MisPickChartHint = A doubled rate shows after about 4 shifts of 1 200 lines, after 6 to 7 where shifts differ much
MisPickOrdinary = ordinary { $rate }
MisPickSmoothed = smoothed
MisPickLimit = limit
MisPickByHour = Hour
MisPickByPacker = Packer
MisPickByPicker = Picker
MisPickByWave = Wave
MisPickByProduct = Product
MisPickByPlace = Place
MisPickByKind = Kind
MisPickWrongItem = Wrong item
MisPickExtra = Too many
MisPickMissing = Missing
MisPickFoundByWeight = Found by weight
MisPickStandsOut = more than chance
MisPickTooFewLines = under { $least } lines: not compared
MisPickEach = Each one
MisPickBack = Back to the figures
MisPickDefinition = Found at packing, before it left. Counted once an order, kind and product, when the order is closed. A wrong item stands for the product that was fetched last.
say-ComplaintTaken = Complaint linked to { $order }
MisPickFoundByCustomer = Found by customer
MisPickEscaped = customers, in 1 000 orders
MisPickComplain = Complaint…
ComplaintTitle = Complaint or return
ComplaintOrder = Order
ComplaintWanted = Product (article number)
ComplaintCame = What came instead
ComplaintNote = In a few words, nobody’s name
ComplaintHint = It counts on the day of packing, beside what was found before it left
ComplaintTake = Link to the order

# Shipping rules
MenuRules = Rules
RulesTitle = Shipping rules, version { $version }
RulesPrinciple = From top to bottom: the first rule that fits decides the service. The tags of all that fit add up. A hold beats everything. Where none fits, the order goes as the shop sent it.
RulesNone = No rules yet: every order goes as the shop sent it
RulesAdd = Add a rule
RulesSave = Save the rules
RulesDrop = Drop the changes
RulesTry = Try on yesterday
RulesTabRule = Rule
RulesTabNotes = Notes ({ $count })
RulesTabTrial = Dry run
RulesTabOrder = Order
RulesUp = Rule { $rule } up
RulesDown = Rule { $rule } down
RulesUpShort = Up
RulesDownShort = Down
RulesSwitch = Switch rule { $rule } on or off
RulesOn = On
RulesOff = Off
RulesDelete = Delete the rule
RulesChoose = Choose a rule from the list, or add one
RulesEditing = Rule { $rule }
RulesCondition = Condition
RulesException = Exception { $number }
RulesAddException = + exception
RulesRemoveException = Remove it
RulesFieldCountry = Country, e.g. PL DE
RulesFieldPostcode = Postcode, e.g. 00-001..04-999
RulesFieldMethod = Shop’s method, dpd_courier
RulesFieldWeight = Weight in g, e.g. ..2000
RulesFieldSize = Size class: A B C larger
RulesFieldValue = Value, e.g. ..500 PLN
RulesFieldTags = Tags, e.g. vip gift
RulesFieldChannel = Channel, e.g. allegro
RulesFieldLevel = Level, e.g. next_day
RulesFieldCod = Cash on delivery: yes or no
RulesFieldService = Service, e.g. inpost_locker
RulesFieldAddTags = Add tags
RulesFieldStatus = Give the status
RulesFieldHold = Hold, because
RulesWrong = Correct the field “{ $field }”
RulesNothingDone = Say what the rule does: service, tags, status or hold
RulesEmptyException = An exception without a condition takes the whole rule away: fill it in or remove it
RulesUnsaved = The changes are not saved
RulesOvertaken = Somebody else changed the rules: drop your changes and begin from theirs
RulesNoNotes = No rule is dead, and no two contradict each other
RulesNeverFits = Rule { $rule } never fits: its exceptions take everything
RulesNeverWins = Rule { $rule } can never win: rules { $by } take its orders before it
RulesNeverWinsStatus = Rule { $rule } can never give its status: rules { $by } do before it
RulesContradict = Rules { $winner } and { $loser } contradict each other; their order decides. { $winner } wins, e.g. { $example }
RulesTrialHint = The dry run shows what the changed list would do to the orders packed here in the last day, and to those that wait
RulesTrialCount = Otherwise: { $changed } of { $looked }
RulesTrialSame = Everything would go the same way
RulesTrialOld = The list was changed since: try again
RulesWillBe = will be: { $what }
RulesTrialMore = and { $count } more
RulesOrderNumber = Order number
RulesExplain = Explain
RulesOrderHint = Give an order’s number: the screen says which rule won, which lost, and why
RulesOrderUnknown = There is no order { $order }
RulesOrderGoes = Service: { $service }
RulesByRule = rule { $rule } decides
RulesByShop = no rule, the shop’s method
RulesParcel = Parcel { $parcel }
RulesRecorded = In the journal: { $service }, rules version { $version }
RulesHeldBy = Rule { $rule } holds it: { $reason }
RulesOutcomeWon = won
RulesOutcomeAdds = fits
RulesOutcomeLost = fits, but lost to rule { $rule }
RulesOutcomeOff = switched off
RulesOutcomeMissed = does not fit: { $axis }
RulesOutcomeUnknown = does not fit: not known yet, { $axis }
RulesOutcomeExcepted = does not fit: exception { $number }
RulesServiceBefore = was: { $service }
RuleAxisWeight = weight
RuleAxisSize = size class
RuleAxisCountry = country
RuleAxisPostcode = postcode
RuleAxisMethod = the shop’s method
RuleAxisValue = value
RuleAxisTags = tags
RuleAxisChannel = channel
RuleAxisLevel = service level
RuleAxisCod = cash on delivery
RulePart = { $axis } { $values }
RuleUpTo = up to { $to }
RuleFrom = from { $from }
RuleBetween = from { $from } to { $to }
RuleOr = or
RuleAnd = and
RuleWithCod = with cash on delivery
RuleWithoutCod = without cash on delivery
RuleAnyOrder = any order
RuleLarger = larger than C
RuleUnknown = not known
RuleExcept = except: { $condition }
RuleGivesTags = tag { $tags }
RuleGivesStatus = status “{ $status }”
RuleHolds = hold: { $reason }
RuleDoesNothing = …
hold-ByRule = Rule { $rule }: { $reason }
    .remedy = The shift lead settles it or changes the rule
import-setting-ShippingRules = shipping rules belong into rules.csv
    .remedy = Move them into rules.csv
rejection-OldRules = somebody else changed the shipping rules before
refusal-HeldByRule = Rule { $rule } holds the parcel: { $reason }
    .remedy = Put the order aside and call the shift lead
refusal-RulesOutdated = Somebody else changed the rules, now version { $now }
    .remedy = Drop the changes and begin from the new version
refusal-RulesFaulty = Cannot be saved: { $why }
    .remedy = { $remedy }
kind-HeldByRule = Held by a shipping rule
kind-RulesOutdated = Rules changed by somebody else
kind-RulesFaulty = Rules that cannot be saved
say-ServiceChanged = Weight { $gross }: now { $service }
    .remedy = Scan the order number: the label is for the new service
say-RulesSent = Rules saved: { $rules }
fact-RulesChanged = shipping rules changed
import-rule-Range = expected a whole number or a range such as ..2000
    .remedy = Correct the range
import-rule-Sizes = expected A, B, C or larger
    .remedy = Correct the size classes
import-rule-Countries = expected two-letter country codes
    .remedy = Correct the countries, such as PL DE
import-rule-Postcodes = expected postcodes such as 00-001..04-999
    .remedy = Correct the postcodes
import-rule-Value = expected an amount such as ..500 PLN
    .remedy = Correct the amount
import-rule-Tags = an unknown tag
    .remedy = Correct the tags
import-rule-YesNo = expected yes or no
    .remedy = Correct the value
import-rule-Words = too long, or signs that no screen shows
    .remedy = Shorten the text to 64 characters
import-rule-NoRule = an exception stands without its rule above it
    .remedy = Write the rule before its exceptions
import-rule-ExceptionActs = an exception does nothing but take the rule away
    .remedy = Empty this cell in the exception’s row
rules-TooManyRules = too many rules
    .remedy = Delete those that change nothing
rules-NumberTwice = the number { $rule } stands twice
    .remedy = Give each rule a number of its own
rules-NoAction = rule { $rule } does nothing
    .remedy = Give a service, tags, a status or a hold
rules-EmptyRange = rule { $rule } has a range that nothing lies in
    .remedy = Correct the range
rules-BadText = rule { $rule } has a text that is too long or empty
    .remedy = Correct the texts of the rule
rules-BadExceptions = rule { $rule } has an empty exception or too many
    .remedy = Correct the exceptions of the rule
say-WeightCorrected = Catalogue weight of { $product }: { $weight } from now on
say-ProductMeasured = { $product }: measures go to the catalogue
say-WeightForgotten = Forgotten what parcels taught of { $product }
say-ScaleChecked = The scale’s drift is counted anew
refusal-NoCorrection = No weight to correct: { $sku }
    .remedy = Look at the list of weights again
kind-NoCorrection = No weight to correct
WeightWhy = What explains the difference?
WeightMissing = { $count ->
    [one] Missing: 1 × { $product }
   *[other] Missing: { $count } × { $product }
}
WeightExtra = { $count ->
    [one] 1 too many: { $product }
   *[other] { $count } too many: { $product }
}
WeightSeveralMissing = Several things are missing — count all
WeightSeveralExtra = Several things too many — count all
WeightInstead = { $product } instead of { $wanted }
WeightOtherPackaging = It is in { $packaging }
WeightScaleOff = The scale shows wrong
WeightCatalogueWrong = Wrong catalogue weight: { $product }
WeightAlmostSure = almost certain, { $percent } %
WeightProbable = probable, { $percent } %
WeightPossible = possible, { $percent } %
WeightUnlikely = unlikely, { $percent } %
WeightChance = Nothing wrong at all: { $percent } %
WeightCount = The scale cannot tell — count:
MenuWeights = Weights
WeightsHeading = { $count ->
    [one] 1 catalogue weight to correct
   *[other] { $count } catalogue weights to correct
}
WeightsNone = Parcels contradict no catalogue weight
WeightsOff = Learning is switched off in the shop’s settings
WeightsOld = Catalogue
WeightsNew = Parcels say
WeightsParcels = Parcels
WeightsConfidence = Certainty
WeightsAccept = Take { $weight }
WeightsKeep = Keep { $weight }
AuditHeading = { $count ->
        [one] { $count } packed product to measure
       *[other] { $count } packed products to measure
    }
AuditPacked = { $parcels ->
        [one] { $parcels } parcel, last { $last }
       *[other] { $parcels } parcels, last { $last }
    }
AuditNoSize = No size
AuditNoWeight = No weight
AuditNothing = No size or weight
AuditMeasure = Measure { $product }…
AuditLength = Length in mm
AuditWidth = Width in mm
AuditHeight = Height in mm
AuditWeight = Weight in g
AuditSave = Into the catalogue
AuditBack = Back
WeightsScales = Scales
WeightsScale = { $parcels ->
    [one] { $bench }: 1 parcel
   *[other] { $bench }: { $parcels } parcels
}
WeightsScaleRight = shows what it always showed
WeightsScaleDrifted = drifted by { $drift }: check it with a weight
WeightsScaleChecked = Scale of this bench checked
WeightsLearned = Learned from parcels: { $parcels }, products: { $products }

## Check at the start of a shift, station cards

card-ShiftCheck = Check devices
    .remedy = Tries scanner, scale and printer in half a minute
card-LeaveOut = Leave this out
    .remedy = Goes on with the check without this part
ask-BeginCheck = New shift: check scanner, scale and printer?
option-Check-now = Check now, half a minute
option-Check-later = Not now
next-Check-Layout = Scan the first code on the test card
next-Check-Separator = Scan the second code on the test card
next-Check-Zero = Take everything off the scale
next-Check-Reference = Put the test weight on the scale: { $weight }
next-Check-Label = Scan the label that came out of the printer
check-part-Layout = Letters and Enter
check-part-Separator = GS1 separator
check-part-Zero = Empty scale
check-part-Reference = Test weight
check-part-Label = Test label
check-Passed = right
check-NotSetUp = not set up here
check-LeftOut = left out
check-Stopped = not tested
check-state-Works = works
check-state-NotSetUp = not set up
check-state-NotTested = not tested
check-state-ToMend = to mend
found-NoEnd = The scanner does not end with Enter
    .remedy = Set the scanner to send Enter behind each code, as the scanner sheet says
found-Layout = The scanner means another keyboard layout
    .remedy = Set the scanner to the computer’s keyboard layout, as the scanner sheet says
found-CapsLock = Capital and small letters are exchanged
    .remedy = Switch Caps Lock off, at the keyboard and in the scanner, and try again
found-Cut = A part of the code is missing
    .remedy = Take out what the scanner is set to cut off, check the cable and try again
found-SeparatorLost = The scanner drops the GS1 separator
    .remedy = Let the scanner send FNC1 as GS (ASCII 29), in keyboard mode as Ctrl+]
found-SeparatorReplaced = Instead of the GS1 separator comes { $sign }
    .remedy = Let the scanner send FNC1 as GS (ASCII 29), in keyboard mode as Ctrl+]
found-OtherCode = Another code came: { $code }
    .remedy = Scan the test card. If it is the card, the scanner changes letters: do its set-up again.
found-ZeroOff = The empty scale shows { $shown }
    .remedy = Is anything touching it? Press “Zero the scale”.
found-ReferenceOff = The scale is off by { $difference } with { $nominal }
    .remedy = Put the weight in the middle once more. If it stays so, tell the shift lead: the scale needs service.
found-OtherLabel = This is another label: { $code }
    .remedy = Scan the test label that came out just now
say-CheckWaits = Check of the devices: { $part }
say-CheckPassed-Layout = Scanner: letters and Enter are right
say-CheckPassed-Separator = Scanner: the GS1 separator is right
say-CheckPassed-Zero = Scale: zero is right
say-CheckPassed-Reference = Scale: the test weight is right
say-CheckPassed-Label = Printer: the label can be read
say-CheckLeftOut = Left out and written down: { $part }
say-CheckLabelAgain = The test label prints again
say-CheckEnded-Works = All devices work, checked in { $seconds } s
say-CheckEnded-NotSetUp = Nothing is set up here that could be checked
    .remedy = A shift lead sets up scanner, scale and printer
say-CheckEnded-NotTested = What was tested works, the rest was left out
say-CheckEnded-Nothing = Nothing was tested
    .remedy = The card or the key “Check devices” begins again
say-CheckEnded-ToMend = Something is to be mended
    .remedy = Tell the shift lead what stands below. You can go on packing.
say-CheckLater = The devices are not checked now
    .remedy = The card or the key “Check devices” begins it at any time
say-StationSaved = Station card { $station } is saved
say-StationForgotten = Station card { $station } is given up
say-StationLoaded = This bench is set up as { $station }
    .remedy = Check the devices now: card or key “Check devices”
refusal-NoShiftCheck = No check of the devices is under way
    .remedy = Begin it with the card or the key “Check devices”
kind-NoShiftCheck = No check under way
refusal-UnknownStation = No set-up is called { $station }
    .remedy = Ask the shift lead to save it again and to print a new card
kind-UnknownStation = Unknown station card
refusal-BadStation = The set-up { $station } cannot be used here
    .remedy = Tell the shift lead: { $why }
kind-BadStation = Station card cannot be used
refusal-BadStationName = This is no name for a station card
    .remedy = Take up to 20 letters, digits and dashes, such as TABLE-3
kind-BadStationName = Wrong name of a station card
fact-ShiftCheck = devices checked
fact-StationSaved = station card saved
fact-StationLoaded = station card loaded
import-setting-ShiftCheck = expected off or ask
import-setting-Station = expected a set-up as the window saves it for a station card
TestLabelTitle = Test label
TestLabelText = Scan it, then throw it away
TestCardHeading = Test card for the scanner
TestCardHint = For the check at the start of a shift. Hang it at the bench.
TestCardLayout = 1. Letters and Enter
TestCardLayoutText = Keyboard layout, Caps Lock, suffix
TestCardSeparator = 2. GS1 separator
TestCardSeparatorText = FNC1 between two values
StationCardsHeading = Station cards
StationCardsHint = Scan one at a bench between two orders: it brings devices, printers, paper and role. A bench that is set up already asks for a shift lead’s badge.
DocTestCard = Test card
DocTestCardHint = Layout, Enter and separator for the check of the devices
DocStationCards = Station cards
DocStationCardsHint = A card for each bench set-up that was saved
CheckMend = TO MEND
CheckToOrders = To the orders
CheckStop = Stop the check
CheckLast = Devices checked { $when }, { $worker }
CheckNever = The devices were not checked here yet
SetLabelLanguage = Label printer’s language
LanguagePdf = PDF (driver)
LanguageZpl = ZPL (Zebra)
SetLabelDpi = Label printer’s dots per inch
Dpi203 = 203
Dpi300 = 300
Dpi600 = 600
DpiOther = { $dpi }
StationsOpen = Station cards…
StationsHeading = Station cards
StationsHere = This bench was set up by { $card }
StationsNone = No card is saved yet
StationsRole = Role: { $role }
StationsName = Name of the card, such as TABLE-3
StationsRoleField = Role, such as packing
StationsSave = Save this bench as a card
StationsForget = Give { $station } up
StationsPrint = Print cards…
StationsHow = A card brings scanner, scale, printers, paper and the role, which stands in the bench’s header. It brings neither the master’s address nor the look of the window. It is scanned between two orders: at a new bench by anybody, else by a shift lead.
DebtsHow = Mend what is named, then scan the substitute label at the bench between two orders: the real label prints.
printer-Untrusted = The certificate of { $name } is not trusted
    .remedy = Name the printer’s certificate as printer_certificate in bench.toml

# Pick-ups: which orders will miss theirs
PeopleOpen = People’s data…
PeopleBack = Back to documents
PeopleCustomer = A customer asks to be forgotten
PeopleCustomerHow = Name, address, telephone, e-mail, notes, label and papers of the order go, at every bench and in the copies. That it was packed, by whom and when, stays without a name. Orders that have not left yet are refused.
PeopleCustomerOf = Order or tracking number
PeopleWorker = A worker has left
PeopleWorkerHow = The name goes, and the PIN with it. What happened stays under the number of the badge, which nobody else gets.
PeopleWorkerOf = Badge
PeoplePersons = Figures by person
PeoplePersonsHow = Figures are told of everybody together. Who needs them by person says what for; who, when and what for is written down. They stay open until you sign out.
PeoplePersonsOf = What for, for example: who needs training
PeoplePersonsOpen = Tell persons apart
PeoplePersonsAre = Persons are told apart until you sign out.
PeoplePersonsLast = { $at } · { $who } · { $purpose }
PeopleErase = Erase…
PeopleSure = Erase { $who } for ever
AllTogether = all together
PeopleKeptPersons = Figures tell workers apart for { $days ->
    [one] { $days } day
   *[other] { $days } days
 }; what is older is told of all of them together.
PeopleKept = What is kept
PeopleKeptDays = Customers’ data: { $days ->
    [one] { $days } day
   *[other] { $days } days
 } after the hand-over, then they go by themselves.
PeopleKeptAlways = Customers’ data: until somebody erases them here.
PeopleKeptWhere = With them go labels, printed papers and carriers’ lists of that time. The journal holds order numbers and badges alone and is never changed.
PeopleKeptShop = The shop’s own records, letters and files saved elsewhere are not touched: erase them there.

MenuLorries = Pick-ups
LorriesAllGo = { $count ->
    [one] The one order will make it
   *[other] All { $count } orders will make it
}
LorriesNone = No order waits for a pick-up in the next 12 hours
LorriesMiss = { $missing } of { $waiting } orders will miss their pick-up
LorriesNeeded = { $packers ->
    [one] One packer more from now on: all will make it
   *[other] { $packers } packers more from now on: all will make it
}
LorriesNotEnough = Not even nine packers more would be enough
LorriesOneMore = { $missing ->
    [0] With one packer more, all will make it
   *[other] With one packer more, { $missing } will miss it
}
LorriesOneFewer = { $missing ->
    [0] With one packer fewer, all will make it
   *[other] With one packer fewer, { $missing } will miss it
}
LorriesTooFew = Too few orders are packed to judge the pace ({ $orders } are needed)
LorriesService = Service
LorriesCutoff = Pack until
LorriesPickup = Lorry
LorriesWaiting = Waiting
LorriesDone = Done
LorriesMissing = Will miss
LorriesMore = 1 more
LorriesFewer = 1 fewer
LorriesHeld = { $count } held
LorriesPace = Pace
LorriesEffort = { $order } s for an order and { $unit } s for each unit
LorriesToday = by today's orders
LorriesDaysBefore = by the last days, for today has too few orders
LorriesBench = { $orders ->
    [one] { $bench }: { $orders } order, pace { $percent } %
   *[other] { $bench }: { $orders } orders, pace { $percent } %
}
LorriesNobody = Nobody has packed for a quarter of an hour
LorriesStayBehind = Will miss it
LorriesNobodyStays = All will make it
LorriesBreaks = Breaks in which nobody packs: { $breaks }
LorriesNoBreaks = Without breaks: nobody has set any
LorriesComing = Counts { $count } orders still to come, as on the last { $days } { $weekday ->
    [Mon] Mondays
    [Tue] Tuesdays
    [Wed] Wednesdays
    [Thu] Thursdays
    [Fri] Fridays
    [Sat] Saturdays
   *[Sun] Sundays
}
LorriesComingUnknown = Without orders still to come: too few earlier { $weekday ->
    [Mon] Mondays
    [Tue] Tuesdays
    [Wed] Wednesdays
    [Thu] Thursdays
    [Fri] Fridays
    [Sat] Saturdays
   *[Sun] Sundays
} are known
LorriesMissingToCome = and { $count } more still to come

## How goods are handled

MarkThisSideUp = This side up
MarkLiesFlat = Lies flat
MarkFragile = Fragile
MarkNothingOnTop = Nothing on top
MarkOwnCarton = Own carton
MarkFolds = Folds
MarkSort = Only with “{ $sort }”
OwnCarton = Own carton
OwnCartonHow = No packaging: the label goes onto the carton itself

## Data gate: possible duplicates

DuplicateOf = Possible duplicate of { $twin }
DuplicatePaid = Order { $order }, paid { $at }
DuplicateWaits = { $twin } was paid { $at }. It waits to be packed.
DuplicatePacked = { $twin } was paid { $at }. It is packed already.
DuplicateHow = { $units ->
    [one] The same customer ordered the same twice ({ $units } unit, { $value }). Ask the customer. Both are wanted: give a reason and let the order go. If not, the shop cancels one of them.
   *[other] The same customer ordered the same twice ({ $units } units, { $value }). Ask the customer. Both are wanted: give a reason and let the order go. If not, the shop cancels one of them.
}
DuplicateWhy = How it is known that both are wanted
DuplicateCustomerSaid = The customer wants both
DuplicateShopSaid = The shop confirmed both
DuplicateTwoPeople = For two people
BothWanted = Let it go, both are wanted

## Packaging: stock and cost

PackagingLow = { $name }: { $left } left
PackagingLevel = { $code }, ordered at { $level }
PackagingLasts = { $days ->
    [0] lasts less than a working day
    [one] lasts about { $days } working day
   *[other] lasts about { $days } working days
}
PackagingLowHow = Order new packagings, and look how many really lie on the shelf. The office writes the new stock into packagings.csv and reads the file in. Once there are enough, this line goes by itself.
PackagingPerParcel = Packaging per parcel
PackagingCosts = Cost of a parcel
PackagingParcels = { $count ->
    [one] { $count } parcel
   *[other] { $count } parcels
}
PackagingAndCarrier = { $packaging } + { $carrier }

## Alerts

MenuAlerts = Alerts
MenuAlertsCalling = Alerts ({ $count })
LampAlerts = Alerts
AlertsBand = { $count ->
    [one] Alert: { $what }
   *[other] { $count } alerts, the newest: { $what }
}
AlertsOpen = { $count ->
    [0] Open alerts
    [one] 1 open alert
   *[other] { $count } open alerts
}
AlertsNone = No alert is open
AlertsPast = Over
AlertsPastNone = None is over yet
AlertFailedLabels = Failed labels: { $count } (alarm from { $limit })
AlertStuckOrders = Orders that stand still: { $count }
AlertStockDrift = Stock differs from the shop’s by { $share } (alarm above { $limit })
AlertSyncTrouble = The link to the master needs a person
AlertPackagingLow = { $name }: { $left } left (we order at { $limit })
AlertPackagingLasts = { $name }: { $left } left, { $days ->
    [0] lasts less than a working day
    [one] lasts about { $days } working day
   *[other] lasts about { $days } working days
}
AlertScaleDrift = Scale { $scale } shows { $drift } against before
AlertErrorRate = More mis-picks than chance: { $rate } in a million lines (limit { $limit })
AlertFailedLabelsHow = Close no more parcels at this bench. Look at the label printer: paper, ribbon, cable, then at “Prints”. Where a label is impossible, mend the order’s data.
AlertStuckOrdersHow = Find these orders and decide: pack them today, ask the customer, or cancel them in the shop. The truck that they waited for left long ago.
AlertStockDriftHow = Count the places that differ most. See whether a delivery or a return waits to be booked, and mend the stock where it is wrong.
AlertSyncTroubleHow = Open “Link”: the red line says what is wrong and what to do. Until then the bench packs from what it has.
AlertPackagingLowHow = Order new packaging and count what really lies on the shelf. The office writes the new stock into packagings.csv and reads the file in.
AlertScaleDriftHow = Weigh no more. Check the scale with the reference weight (card “Check devices”), zero it or call for service, then press “Scale of this bench checked” under “Weights”.
AlertErrorRateHow = Open “Mis-picks”: which pairs of products, which places, which hour. Until that is clear a second person counts what gets mixed up.
AlertDo = What to do
AlertAbout = Orders: { $what }
ReactionStop = Stop
ReactionLimit = Limit
ReactionFix = Fix
AlertSince = Since { $at }, for { $span }
AlertDue = { $who } decides by { $at }
AlertOverdue = Overdue! { $who } decides by { $at }
AlertSeen = Seen by { $who }, { $at }
AlertOver = { $from } to { $to }
AlertUnseen = nobody has seen it
AlertNote = What you do (may stay empty)
AlertAcknowledge = I see it and deal with it
AlertsSetUp = Limits and receivers…
AlertsRules = Limits
AlertsMail = E-mail
AlertsWebhook = Webhook
AlertsLimit = Alarm from
AlertsMinutes = Minutes
KindFailedLabels = Failed labels
KindStuckOrders = Orders that stand still
KindStockDrift = Stock difference
KindSyncTrouble = Link to the master
KindPackagingLow = Packaging runs out
KindScaleDrift = Scale drifts
KindErrorRate = Mis-picks beyond chance
UnitFailedLabels = labels within so many minutes
UnitStuckOrders = orders, minutes after their truck
UnitStockDrift = thousandths of the stock; alarm above
UnitSyncTrouble = bad for so many minutes
UnitPackagingLow = limit: reorder level or working days
UnitScaleDrift = grams
UnitErrorRate = limit: the control chart of mis-picks
AlertsOn = On
AlertsOff = Off
AlertsLanguage = Language of messages
LanguagePolish = Polish
LanguageEnglish = English
MailHost = SMTP server
MailPort = Port
MailLine = Encryption
MailStartTls = STARTTLS
MailTls = TLS
MailPlain = Not encrypted
MailUser = User (empty: no sign-in)
MailPassword = Password
MailPasswordKept = Password (one is kept; empty keeps it)
MailFrom = Sender’s address
MailTo = Receivers’ addresses (comma between them)
ReceiverCa = Authority’s certificate, file (empty: the system’s)
WebhookUrl = Address (https://…)
WebhookSecret = Shared secret for the signature (may be empty)
WebhookSecretKept = Shared secret (one is kept; empty keeps it)
AlertsSave = Save
AlertsTest = Send a test
AlertsBack = Back to the alerts
AlertsAnswer = Answer
AlertsHint = “Save” is in force at once. “Send a test” goes to the saved addresses; what came of it stands below.
AlertsSaved = Saved. In force from now on.
AlertsTestQueued = The test is on its way. What came of it stands below.
AlertsNoReceiver = There is no receiver. Fill in an address and save.
AlertsBadRule = This limit cannot be: { $kind }
AlertsBadField = { $field }: “{ $text }” does not fit
AlertsNotWritten = Not saved: { $why }
AlertsPost = Sent
AlertsPostNone = Nothing was sent yet
NoticeTest = Test
NoticeWaiting = waits
NoticeUnderWay = under way
NoticeSent = arrived { $at }
NoticeUncertain = Nobody knows whether it arrived. Ask the receiver.
NoticeAgain = Send it again
NoticeArrived = It arrived
NoticeToWebhook = webhook
PostAway = The server does not answer: { $why }
PostLater = The server takes nothing now: { $why }
PostUntrusted = The server’s certificate proves nothing: { $why }
PostSignIn = The server does not know user or password: { $why }
PostRefused = The server refused: { $why }
PostSetUp = Wrong set-up: { $why }
LetterSubject = Alert: { $what }
LetterBench = Bench: { $bench }
LetterSince = Since: { $at }
LetterDue = { $who } decides by { $at }
LetterEnd = Acknowledge it at the bench: lead’s menu, “Alerts”.
LetterTest = This is a test. Alerts of this bench reach this address.
say-AlertAcknowledged = Alert acknowledged
    .remedy = It stays on the list until the figure is good again
refusal-UnknownAlert = There is no such alert
    .remedy = Refresh the list of alerts
refusal-AlertSeen = Somebody has acknowledged this alert already
    .remedy = Nothing more to do
kind-UnknownAlert = Unknown alert
kind-AlertSeen = Alert acknowledged already
fact-AlertRaised = alert
fact-AlertCleared = end of an alert
fact-AlertAcknowledged = alert acknowledged

### Whose figures: of all benches, of one, and up to when

DocHistory = Order history for a claim
HistoryOf = Number of order, parcel or unit
NothingKnownOf = nothing is known here of { $of }
InSeveralOrders = { $of } is in several orders: { $orders }
BenchesKeyAll = All benches
BenchesKeyEach = Each by itself
BenchesKeyHere = This bench
BenchesAll = All benches ({ $count }) · until { $until }
BenchesAllUnread = All benches ({ $count }) · still coming in
BenchesOne = Bench { $bench } · until { $until }
BenchesOneUnread = Bench { $bench } · nothing has come in yet
BenchesBehind = { $bench }: only until { $until }
BenchesBehindMore = { $bench }: only until { $until } · { $count } more behind
BenchesHereOnly = This bench alone
BenchesRefused = The master does not show other benches: the account has to be in the group “lead”
BenchesEachHeading = Each bench by itself
BenchesColumn = Bench
BenchesUntil = Known until
BenchesSet = Figures of all benches
MisPickByBench = Bench

# The lead’s figures
MenuFigures = Figures
FigureTooFew = too few cases
FigureNoData = no data
FigureBetter = better than { $value }
FigureWorse = worse than { $value }
FigureSame = the same as before
FigureMean = mean { $value }
FigureMedian = median
FigureRange = { $low } – { $high } at 95%, of { $count }
FigureCount = of { $count }
FigureCompared = compared with { $from } – { $to }
FigureHint = Press a figure: what it counts, what to do, what is behind it
FigureWhat = What it counts
FigureDo = What to do
FigureOwner = Decides: { $who }, within { $within }
FigureWatchBelow = Watch below
FigureAlarmBelow = Alarm below
FigureWatchAbove = Watch above
FigureAlarmAbove = Alarm above
FigureWage = Hour of work, PLN
FigureSave = Save limits
FiguresSaved = The limits are saved and in force
FiguresBadLimits = These limits cannot be: alarm has to be worse than watch
FiguresNotWritten = Not saved: { $why }
FigureBack = All figures
FigureRowsBack = Back to the list
FigureByDay = Days
FigureByPacker = People
FigureByService = Carriers
FigureByPackaging = Packagings
FigureByProduct = Products
FigureByBench = Benches
FigureUnknown = not known
FigureGood = right
FigureBad = look here
FigureLines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
FigureParcel = { $order }, parcel { $parcel }
FigureDossier = History of order { $of }
FigureBehind = Behind it: { $what }
FigureTooFewHint = Too few cases: the difference may be chance
FigureOrdersPerHour = Orders per hour
FigureOrdersPerHourIs = Orders closed ÷ working hours. A working hour is a clock hour at one bench in which somebody signed in did anything. Source: the benches’ journals.
FigureOrdersPerHourHow = See which bench and which day differ. Does it wait for goods, labels or the scale? Add a hand where the queue stands.
FigureLinesPerHour = Lines per hour
FigureLinesPerHourIs = Packed lines of closed orders ÷ working hours. Source: the benches’ journals.
FigureLinesPerHourHow = Compare with orders per hour: if only this falls, orders are smaller. If both fall, look for a standstill.
FigureFirstPass = First-pass yield
FigureFirstPassIs = Orders at which the bench refused no wrong, extra or missing unit and no weight ÷ orders closed. Source: refusals in the journal.
FigureFirstPassHow = Open Mis-picks: which pairs of products and which places. Until that is clear a second person counts what is confused.
FigureOnTime = On time for the truck
FigureOnTimeIs = Parcels scanned onto the list before the truck left that was promised at payment ÷ parcels handed over and those it left without. Source: hand-over and the carrier’s calendar.
FigureOnTimeHow = Open Pick-ups and look at today. See with which carrier they are late: too few hands before it comes, or a cut-off too late.
FigurePaidToPacked = Paid to packed
FigurePaidToPackedIs = From payment to the parcel’s last closing, median of all parcels; the mean stands beside it. Source: the order and the journal.
FigurePaidToPackedHow = Look at the parcels that waited longest: missing goods, a hold, or just the queue? A queue needs hands before the cut-off.
FigurePaidToHandedOver = Paid to handed over
FigurePaidToHandedOverIs = From payment to the scan onto the carrier’s list, median of the parcels handed over; the mean beside it. Source: the order and the hand-over.
FigurePaidToHandedOverHow = Split it into the two parts beside it: does it wait for packing or for the driver? See to the longer one.
FigurePackedToHandedOver = Packed to handed over
FigurePackedToHandedOverIs = From the parcel’s last closing to the scan onto the carrier’s list, median; the mean beside it. Source: journal and hand-over.
FigurePackedToHandedOverHow = See for which carrier parcels wait. Arrange an earlier pick-up, or two a day.
FigureLabelsAutomatic = Labels made automatically
FigureLabelsAutomaticIs = Parcels whose label came out by itself: not printed again, not asked about, no substitute ÷ parcels closed. Source: the journal.
FigureLabelsAutomaticHow = Check that bench’s printer: paper, ribbon, cable. Then Prints.
FigureFailedLabels = Failed labels per 1,000
FigureFailedLabelsIs = Parcels whose label was printed again, did not come out or could not be had ÷ parcels closed × 1,000. Source: the journal.
FigureFailedLabelsHow = Stop the bench where it happens until its printer is mended. Wrong content? Correct the order’s data.
FigureBlocked = Blocked orders per 1,000
FigureBlockedIs = Orders that a bench would not open or label because of wrong data, each once ÷ orders closed × 1,000. Source: refusals in the journal.
FigureBlockedHow = Correct addresses and phones in the shop before they reach the bench. One field again and again? Have the shop check it at checkout.
FigureCompleteData = Complete data
FigureCompleteDataIs = Orders with every product measured and weighed, every paper there and data for the label ÷ orders closed. Source: the journal.
FigureCompleteDataHow = Open Weights: the list of products to measure. Begin with those packed most.
FigureCorrections = Weight corrections in 30 days
FigureCorrectionsIs = Corrected weights and measured products in these days, per 30 days. Source: the journal.
FigureCorrectionsHow = Many corrections mean a bad catalogue: have new goods weighed when they come in.
FigurePackingCost = Packing cost per parcel
FigurePackingCostIs = Packaging at today’s price and work at the wage set here ÷ parcels. Without a wage only packaging counts. Source: the journal and packagings.csv.
FigurePackingCostHow = See which packaging costs most, and whether larger ones are taken than proposed.
FigureHandling = Handling time per order
FigureHandlingIs = The four steps beside it together ÷ orders closed. A pause of more than 10 minutes counts nowhere. Source: times in the journal.
FigureHandlingHow = See which step grows, and its longest orders.
FigureScanning = Scanning time per order
FigureScanningIs = Time from opening to the last unit ÷ orders closed.
FigureScanningHow = Unreadable codes, a jumbled tote, far from the scanner? Ask at the bench.
FigurePackaging = Packaging time per order
FigurePackagingIs = Time from the last unit to the chosen packaging ÷ orders closed.
FigurePackagingHow = Are packagings within reach, and does the proposal fit?
FigureWeighing = Weighing time per order
FigureWeighingIs = Time from the chosen packaging to the right weight ÷ orders closed.
FigureWeighingHow = Is the scale slow to settle, or does it block? Check it, and Weights.
FigureConfirming = Closing time per order
FigureConfirmingIs = Time from the right weight to the closed parcel ÷ orders closed.
FigureConfirmingHow = Does the packer look for the order’s number or the label? Put them beside the scale.

# The board on the wall
LeftForLorry = Left for the truck
BoardUntil = { $who } · { $when }
BoardNoneLeft = everything is packed
BoardPerHour = Orders per hour
BoardFirstPass = First pass, %
BoardAlerts = Alerts
BoardNoAlerts = all calm
BoardBlocked = On hold
BoardNothingBlocked = nothing waits for data
BoardMendData = the lead mends the data
BoardPacked = Packed today

## Exceptions: one queue
DeskMenuOverdue = Exceptions, overdue: { $count }
DeskOpen = To settle: { $count }
DeskOpenOverdue = To settle: { $count }, overdue: { $late }
DeskNone = Nothing waits to be settled
DeskKindLabelFailure = Label
DeskKindWeightRelease = Weight let go
DeskKindHeld = Held
DeskKindShortPick = Short pick
DeskKindConflict = At odds with the master
DeskHeld = Held: { $why }
DeskPutAside = Put aside: { $reason }
DeskPutAsideHow = Clear the reason up, then open the order at the bench that put it aside. Once somebody packs it again, the entry closes by itself.
DeskShort = Missing: { $sku }, { $units } pcs
DeskShortHow = Packer: { $reason }. Order: { $path }. Look for the goods, count the bin and tell the customer what happens now.
DeskWeight = Let go although off by { $difference }
DeskWeightHow = Let go by { $who }. Reason: { $reason }. While the parcel is in the house, open it and count; where the content is right, mend the catalogue’s weight.
DeskOwed = Substitute label { $number }
DeskLabelRefused = No label can be made: { $field }
DeskLabelRefusedHow = Mend this field in the shop. Once the label is made, the entry closes by itself.
DeskNotPrinted = Not printed: { $title }
DeskNotPrintedHow = Look at the printer: paper, ribbon, cable. Then “Prints”: print again.
DeskOwner = Sees to it: { $who }
DeskGivenTo = Sees to it: { $who }
DeskGive = Give it to…
DeskGiveWhom = Who sees to it
DeskDue = Due: { $at }
DeskOverdue = Overdue for { $span }
DeskHowEnded = How it ended
DeskNote = Note (may stay empty)
DeskClose = Close the entry
DeskEnded = { $outcome }. Closed: { $who }, { $at }
DeskMended = Its cause went away: { $at }
DeskSettledBefore = Closed: { $who }, { $at }
DeskHere = Entries of this bench. A lead’s station shows those of all benches.
OutcomeMended = its cause went away
OutcomeCorrected = Data put right
OutcomeCancelled = Order cancelled
OutcomeSentAsIs = Sent as it is
OutcomeSentLater = The rest sent later
OutcomeRefunded = Money given back
OutcomeReplaced = Something else sent
OutcomeFound = Goods found
OutcomeContentRight = Content right
OutcomeContentMended = Content put right
OutcomeCatalogueWrong = Catalogue weight wrong
OutcomeLabelled = Parcel has its label
OutcomeOtherCarrier = Another carrier
OutcomeUnpacked = Unpacked, goods put back
OutcomeCompared = Compared, all is right
OutcomeCounted = Counted, stock mended
OutcomeParcelFound = Second parcel stopped
OutcomeOther = Otherwise (say how)
DeskDeadlines = Deadlines of exceptions
DeskDeadlinesHow = After so many minutes an entry is overdue, stands on top of the list and calls the lead.
DeskMinutes = Minutes
DeskBadDeadline = This deadline cannot be: { $kind }. Fill in 1 to 43,200 minutes.
OwnersHeading = Who sees to it
OwnersHow = Who mends what holds an order, and sees to entries until a lead gives them to a person.
OwnerOf = { $matter }: { $who }
OwnerCustomerService = Customer care
OwnerBookkeeping = Bookkeeping
OwnerCatalogue = Catalogue
OwnerLead = Shift lead
OwnerAdmin = Administrator
MatterAddress = Address, telephone, e-mail, locker
MatterPayment = Payment
MatterContent = Duplicate, no lines
MatterGoods = Data of goods and for customs
MatterRule = Shipping rule
MatterSettings = Settings, calendar
MatterPutAside = Put aside by a packer
MatterStock = Goods missing
MatterWeight = Weight let go
MatterLabel = Label, printer
MatterConflict = At odds with the master
AlertExceptions = { $count ->
    [one] 1 exception is overdue
   *[other] { $count } exceptions are overdue
}
AlertExceptionsHow = Open “Exceptions”: what is overdue stands on top. Settle it, or give it to somebody who will.
KindOverdue = Exceptions overdue
UnitOverdue = so many entries past their deadline
refusal-NotAnOutcome = Nobody closes this so: { $outcome }
    .remedy = Choose an outcome from the entry’s list
refusal-NobodyWithBadge = Nobody has the badge { $badge }
    .remedy = Choose a person from the list
kind-NotAnOutcome = Outcome not of this list
kind-NobodyWithBadge = Unknown person
say-EntryGiven = Given to { $badge }
fact-EntryClosed = exception closed
fact-EntryGiven = exception given to a person

## Actions against mis-picks
import-setting-WarnedPair = expected two article numbers, such as ["A", "B"]
refusal-UnknownAction = There is no such open action
    .remedy = Refresh the list of actions
refusal-ActionStands = This action stands for the pair already
    .remedy = Look at the list of actions
refusal-BadDay = It cannot be this day: { $day }
    .remedy = A due day cannot have passed, and “done” cannot lie ahead
kind-UnknownAction = Unknown action
kind-ActionStands = Action stands already
kind-BadDay = Wrong day
say-PairActionSet = Given to { $badge }
say-PairActionDone = Done: from tomorrow it is counted whether it helped
say-PairActionWithdrawn = Action withdrawn
fact-PairActionSet = action against mis-picks ordered
fact-PairActionDone = action against mis-picks done
fact-PairActionWithdrawn = action against mis-picks withdrawn
PairActions = Actions
PairActionsOpen = Actions: { $count }
PairActionsLate = Actions, overdue: { $count }
PairActionsNone = There is no action yet. Choose a pair of products, then “Order an action…”.
PairActionOrder = Order an action…
PairActionWhat = What to do about this pair
PairActionWho = Who does it
PairActionDue = Until when (YYYY-MM-DD)
PairActionToday = Today
PairActionTomorrow = Tomorrow
PairActionWeek = In a week
PairActionSend = Order it
PairActionProposed = { $what } (proposed)
PairActionWhose = { $who }, until { $due }
PairActionOverdue = Overdue! { $who }, until { $due }
PairActionDoneOn = Done: { $day } ({ $who })
PairActionWithdrawnBy = Withdrawn ({ $who })
PairActionIsDone = Done today
PairActionWithdraw = Withdraw
PairActionWarns = Packers see the warning with the photo, and pick lists carry it, until you withdraw it.
PairEffect = Did it help
PairEffectNone = Counted from the day after “done”: the first result comes after the first whole day.
PairEffectBefore = Before: { $rate } in 1000 ({ $low }–{ $high }), { $errors } in { $scans } scans
PairEffectAfter = After: { $rate } in 1000 ({ $low }–{ $high }), { $errors } in { $scans } scans
PairEffectDifference = Difference: { $low } to { $high } in 1000, { $days } d before and after
PairEffectLess = Better
PairEffectMore = Worse
PairEffectSame = No difference seen
PairEffectTooFew = Too few to tell
NotToConfuse = Not to be confused with: { $other }
NotToConfuseBrief = not { $sku }

## Verification by risk
refusal-SecondPersonFirst = A second person looks first
    .remedy = Call somebody who did not pack it: they look into the parcel and give badge and PIN
refusal-TargetOutOfRange = Too many errors in a million
    .remedy = At most { $most } in a million orders
kind-SecondPersonFirst = Second person’s check missing
kind-TargetOutOfRange = Target out of range
say-CasesAccepted = { $product }: all whole cases ({ $cases }), now { $packed }/{ $ordered }
say-SecondPersonNext = All in. Now a second person looks into the parcel.
say-SecondPersonChecked = Checked by a second person
say-VerificationSet =
    { $target ->
        [0] Every unit is scanned
       *[other] Target: at most { $target } with an error in a million orders
    }
next-SecondPerson = Second person: look into the parcel
fact-SecondPersonChecked = checked by a second person
fact-VerificationSet = target of verification changed
MenuVerification = Checking
VerificationHeading = How many orders in a million may leave with an error?
VerificationExplain = Each order is judged when it is opened: products that are confused, value, new people, the packer’s results. Where the risk is small, one scan of a case counts all whole cases of its line; where it is large, a second person looks into the parcel before it is closed. Every product and the order number are always scanned. The reason stands in the order’s history.
VerificationMean = With every unit scanned, about { $risk } in a million orders like these leave with an error (judged: { $count }).
VerificationEmpty = No order is waiting, so there is nothing to judge.
VerificationOff = No target: every unit
VerificationTarget = { $target } in a million
VerificationTargets = At most so many with an error
VerificationOneScan = one scan for whole cases
VerificationEveryUnit = every unit
VerificationSecond = every unit and a second person
VerificationShare = { $share } %
SecondPersonNote = A second person checks the parcel before it is closed.
SecondPersonHow = Compare the goods in the parcel with the list: what, how many, undamaged. Then badge and PIN.
WhyConfused = often confused: { $sku }
WhyValue = worth a lot
WhyManyLines = many lines
WhyPackerRecord = the packer’s results
WhyNewPacker = new packer
WhyRisk = risk { $risk }, target { $target } in a million
## Reports on paper: names, columns, terms

report-shift = Shift
report-mis-picks = Mis-picks
report-figures = Figures
report-lorries = Pick-ups
report-weights = Catalogue weights to correct
report-audit = Records to mend
report-alerts = Alerts
report-actions = Actions against mis-picks
report-exceptions = Exceptions
report-dossier = Order history
report-packaging = Packaging
column-sku = Article no.
column-name = Name
column-parcels = Parcels
column-last_packed = Last packed
column-length_mm = Length
column-width_mm = Width
column-height_mm = Height
column-weight_g = Weight
column-old_g = Catalogue weight
column-new_g = Weight from parcels
column-confidence_permille = Confidence
column-by = By
column-key = What
column-packaging_minor = Packaging in all
column-packaging_mean_minor = Packaging per parcel
column-carrier_parcels = Parcels with carrier price
column-carrier_minor = Carriers in all
column-carrier_mean_minor = Carrier per parcel
column-on_hand = In stock
column-lasts_days = Lasts working days
column-reorder_level = Reorder at
column-table = By
column-orders = Orders
column-lines = Lines
column-scans = Scans
column-mis_picks = Mis-picks
column-per_million_lines = Per million lines
column-low = Range from
column-high = Range to
column-stands_out = More than chance
column-bench = Bench
column-day = Day
column-figure = Figure
column-number = Result
column-mean = Mean
column-cases = Out of
column-grade = Level
column-watch = Watch
column-alarm = Alarm
column-before = Before
column-value = Result
column-units = Units
column-refusals = Refusals
column-first_pass_yield_permille = First-pass yield
column-orders_per_hour_tenths = Orders per hour
column-lines_per_hour_tenths = Lines per hour
column-refusals_by_kind = Refusals: kind
column-refusals_by_packer = Refusals: packer
column-refusals_by_product = Refusals: product
column-other_packagings = Other packaging than proposed
column-refusals_by_hour = Refusals: hour
column-orders_by_hour = Orders: hour
column-lines_by_hour = Lines: hour
column-from = From
column-to = To
column-wrong = Taken
column-right = Instead of
column-what = What to do
column-worker = Who
column-due = Due
column-standing = State
column-done = Done
column-days = Days
column-errors_before = Errors before
column-scans_before = Scans before
column-per_million_before = Per million before
column-errors_after = Errors after
column-scans_after = Scans after
column-per_million_after = Per million after
column-difference_low = Difference from
column-difference_high = Difference to
column-effect = Did it help
column-service = Carrier
column-cutoff = Packed by
column-pickup = Pickup
column-waiting = Waiting
column-to_come = Still to come
column-missing_to_come = Of these will miss it
column-missing = Will miss it
column-missing_if_quick = If work goes quickly
column-missing_if_slow = If work goes slowly
column-missing_with_one_more = With one packer more
column-missing_with_one_fewer = With one packer fewer
column-done_at = Done at
column-held = Held
column-orders_missing = Orders that will miss it
column-kind = Kind
column-order = Order
column-parcel = Parcel
column-reason = Reason
column-opened_at = Since
column-owner = Owner
column-given_to = Given to
column-ended_at = Ended
column-outcome = Outcome
column-closed_by = Closed by
column-note = Note
column-subject = About what
column-raised_at = When
column-measure = Measured
column-limit = Limit
column-about = Details
column-acknowledged_at = Seen
column-acknowledged_by = Seen by
column-cleared_at = Over
code-all = All
code-total = Total
code-day = Day
code-packaging = Packaging
code-kind = Kind
code-hour = Hour
code-packer = Packer
code-picker = Picker
code-wave = Wave
code-product = Product
code-location = Place
code-bench = Bench
code-pair = Pair
code-wrong_item = Wrong item
code-extra = Extra
code-missing = Missing
code-found_by_weight = Found by weight
code-found_by_customer = Found by a customer
code-ok = in order
code-watch = watch
code-alarm = alarm
code-too_few = too few data
code-unmeasured = no data
code-open = open
code-overdue = overdue
code-mended = mended
code-closed = closed
code-done = done
code-withdrawn = withdrawn
code-better = better
code-worse = worse
code-no_difference_seen = no difference seen
code-too_few_to_tell = too few to tell
code-yes = yes
code-no = no
ReportDays = From { $from } to { $to }
ReportDay = Day { $day }
ReportOfNow = As it was when this was made
ReportBenchAll = Benches: all that are known here
ReportBenchEach = Benches: each by itself
ReportBenchOne = Bench: { $bench }
NothingToShow = There is nothing to show here
FurtherColumns = Further columns
ReportMade = Made { $at }
ReportPage = Page
report-radar = Radar of the day
report-week = Week
part-attention = Figures out of order
part-pairs = Pairs confused most
part-missed = Parcels that missed their pick-up
part-late = Exceptions overdue
part-exceptions = Exceptions open now
part-weights = Catalogue weights to correct
part-packagings = Packagings to order
part-days = Day by day
part-benches = Benches
part-figures = All figures
column-how = What to do
column-wrong_name = Name of what was taken
column-right_name = Name of the right one
column-packed_at = Packed
column-packaging = Packaging
column-open_now = Exceptions open now
column-overdue_now = Exceptions overdue now
column-missed = Missed their pick-up
Nothing = nothing
SomeOf = { $some } of { $all }
Before = before { $value }
RadarOf = Radar of { $day }
WeekOf = Report of the week from { $from }
ReportEnclosed = The report is enclosed.
ReportNotPlaced = Waits for its folder: { $why }
DocRadar = Radar of yesterday…
DocWeek = Report of the week…

## Products’ records
MenuRecords = Records
RecordsToDo =
    { $count ->
        [one] To mend: 1 finding, products: { $products }
       *[other] To mend: { $count } findings, products: { $products }
    }
RecordsLooking = Looking through the records…
RecordsAllRight = All records are right
RecordsNoneSo = Nothing to do here
RecordsFirst = The { $count } most urgent of each kind are listed
RecordsAll = All: { $count }
RecordsKind = { $kind }: { $count }
RecordsAnybody = Everybody
RecordsMine = Mine
RecordsOpen = To do: { $count }
RecordsAccepted = Left as it is: { $count }
RecordDemand = Needed: { $units }
RecordWhose = With { $who }
RecordAsIs = Left ({ $who }): { $reason }
RecordChoose = Choose a product from the list, or scan it
RecordUnknown = Unknown code { $code }. Choose the product first, then scan the code twice.
RecordScanAgain = Unknown code { $code }. Scan it once more and it is this product’s.
RecordIsRight = Everything is right here
RecordCodes = Barcodes: { $codes }
RecordNoCodes = No barcode
RecordMeasure = Measure and weigh…
RecordPhotoNewest = Photo from folder
RecordPhotoFile = Photo from file…
RecordPhotoComing = Taking the photo in…
RecordGive = Give to…
RecordGiveWhom = Who mends it
RecordAccept = Leave as it is…
RecordAcceptWhy = Why it stays as it is
RecordAcceptSend = Leave as it is
RecordNoMakersCode = The maker gives no code
RecordChecked = Checked, it is so
RecordOnPurpose = It is meant so
RecordFromScale = From the scale: { $weight }
record-kind-shared_barcode = Shared code
record-kind-no_barcode = No barcode
record-kind-bad_check_digit = Wrong check digit
record-kind-odd_length = Odd code length
record-kind-no_place = No place
record-kind-no_weight = No weight
record-kind-weight_contradicted = Doubtful weight
record-kind-no_size = No size
record-kind-odd_size = Odd size
record-kind-odd_density = Weight and size
record-kind-no_photo = No photo
record-kind-photo_gone = Photo file gone
record-kind-shared_photo = Same photo
record-kind-twin = Duplicate?
record-kind-own_number = Own code only
record-shared_barcode = Barcode { $code } also names: { $others }
    .remedy = A scan may count the wrong product. Decide in the shop’s system whose code it is, and take it off the others.
record-no_barcode = It has no barcode
    .remedy = Units are confirmed by hand, and nobody notices a wrong one. Scan the code on the packaging twice, or stick your own on it.
record-bad_check_digit = Wrong check digit: { $code }
    .remedy = No scanner reads it: it was mistyped. Scan the code on the packaging twice.
record-odd_length = Barcode { $code } has an odd length
    .remedy = A spreadsheet dropped its first zeros, or it was cut off. Scan the code on the packaging twice.
record-no_place = It has no place in the warehouse
    .remedy = Pick lists cannot say where to go. Enter its place in the shop’s system and import the stock.
record-no_weight = Nobody has weighed it
    .remedy = Without its weight the scale cannot tell when it is missing. Put one unit on the scale and measure it.
record-weight_contradicted = Catalogue: { $old }, parcels say: { $new }
    .remedy = The weight check stops right parcels or lets wrong ones go. Weigh one unit.
record-no_size = Not all sides are measured
    .remedy = No box and no locker can be chosen for it. Measure three sides.
record-odd_size = A size of { $size } is unlikely
    .remedy = Boxes are chosen by it. Measure the product, or leave it if it really is so.
record-odd_density = { $size } and { $weight } do not go together
    .remedy = One of them is wrong, most likely its unit. Measure and weigh one unit.
record-no_photo = It has no photo
    .remedy = Packers have nothing to compare it with. Take a photo.
record-photo_gone = { $file } is not here, or is no picture
    .remedy = Packers see an empty space. Take a photo, or import it again.
record-shared_photo = The same photo also shows: { $others }
    .remedy = The photo does not tell them apart. Take one of this product.
record-twin = Also named so: { $others }
    .remedy = Stock is split between two products, and packers confuse them. Merge them in the shop’s system, or tell their names apart.
record-own_number = Its only code { $code } is in-house
    .remedy = In-house numbers (02, 04, 20–29) mean something else elsewhere. Add the maker’s code, or leave it if there is none.
refusal-RecordRight = { $product }: nothing to mend here
    .remedy = Refresh the list of records
kind-RecordRight = Record is right
refusal-BadPhoto =
    { $why ->
        [no_folder] Nobody said where photos arrive
        [nothing_there] No photo lies in the folder
        [missing] This file is not there
        [no_picture] This is no photo
        [too_small] The photo is too small
        [too_large] The photo’s file is too large
       *[not_kept] The disk did not take the photo
    }
    .remedy =
    { $why ->
        [no_folder] Write photo_folder into bench.toml, or choose a file
        [nothing_there] Take the photo and wait until the phone has sent it
        [missing] Choose the photo again
        [no_picture] Choose a JPEG or PNG file
        [too_small] Its longer side has to have 200 dots at least
        [too_large] Choose a file of up to 40 MB
       *[not_kept] Look how much room the disk has
    }
kind-BadPhoto = Bad photo
say-ProductPhotographed = { $product }: photo saved
say-RecordGiven = { $product }: { $badge } mends it
say-RecordAccepted = { $product }: stays as it is
fact-ProductPhotographed = product photographed
fact-RecordGiven = record given to a person
fact-RecordAccepted = record accepted as it is
column-demand = Needed (units)
code-given = given
code-accepted = left as it is
